namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of scripts, in the notation of <see cref="Argument"/>.</summary>
static class ScriptingArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        eval script:string numkeys:integer key:key?*#0 arg:string?*
        eval_ro script:string numkeys:integer key:key?*#0 arg:string?*
        evalsha sha1:string numkeys:integer key:key?*#0 arg:string?*
        evalsha_ro sha1:string numkeys:integer key:key?*#0 arg:string?*
        fcall function:string numkeys:integer key:key?*#0 arg:string?*
        fcall_ro function:string numkeys:integer key:key?*#0 arg:string?*
        function|delete library-name:string
        function|flush flush-type:oneof?(async=ASYNC sync=SYNC)
        function|list library-name-pattern:string?=LIBRARYNAME withcode?=WITHCODE
        function|load replace?=REPLACE function-code:string
        function|restore serialized-value:string policy:oneof?(flush=FLUSH append=APPEND replace=REPLACE)
        script|debug mode:oneof(yes=YES sync=SYNC no=NO) engine:string?@9.1.0
        script|exists sha1:string*
        script|flush flush-type:oneof?@6.2.0(async=ASYNC sync=SYNC)
        script|load script:string
        script|show sha1:string
        """u8;
}
