namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of HyperLogLog, in the notation of <see cref="Argument"/>.</summary>
static class HyperLogLogArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        pfadd key:key#0 element:string?*
        pfcount key:key*#0
        pfdebug subcommand:string key:key#0
        pfmerge destkey:key#0 sourcekey:key?*#1
        """u8;
}
