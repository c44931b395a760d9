namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of sets, in the notation of <see cref="Argument"/>.</summary>
static class SetArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        sadd key:key#0 member:string*
        scard key:key#0
        sdiff key:key*#0
        sdiffstore destination:key#0 key:key*#1
        sinter key:key*#0
        sintercard numkeys:integer key:key*#0 limit:integer?=LIMIT
        sinterstore destination:key#0 key:key*#1
        sismember key:key#0 member:string
        smembers key:key#0
        smismember key:key#0 member:string*
        smove source:key#0 destination:key#1 member:string
        spop key:key#0 count:integer?@3.2.0
        srandmember key:key#0 count:integer?@2.6.0
        srem key:key#0 member:string*
        sscan key:key#0 cursor:integer pattern:pattern?=MATCH count:integer?=COUNT
        sunion key:key*#0
        sunionstore destination:key#0 key:key*#1
        """u8;
}
