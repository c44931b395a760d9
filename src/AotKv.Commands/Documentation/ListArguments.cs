namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of lists, in the notation of <see cref="Argument"/>.</summary>
static class ListArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        blmove source:key#0 destination:key#1 wherefrom:oneof(left=LEFT right=RIGHT) whereto:oneof(left=LEFT
          right=RIGHT) timeout:double
        blmpop timeout:double numkeys:integer key:key*#0 where:oneof(left=LEFT right=RIGHT)
          count:integer?=COUNT
        blpop key:key*#0 timeout:double
        brpop key:key*#0 timeout:double
        brpoplpush source:key#0 destination:key#1 timeout:double
        lindex key:key#0 index:integer
        linsert key:key#0 where:oneof(before=BEFORE after=AFTER) pivot:string element:string
        llen key:key#0
        lmove source:key#0 destination:key#1 wherefrom:oneof(left=LEFT right=RIGHT) whereto:oneof(left=LEFT
          right=RIGHT)
        lmpop numkeys:integer key:key*#0 where:oneof(left=LEFT right=RIGHT) count:integer?=COUNT
        lpop key:key#0 count:integer?@6.2.0
        lpos key:key#0 element:string rank:integer?=RANK num-matches:integer?=COUNT len:integer?=MAXLEN
        lpush key:key#0 element:string*
        lpushx key:key#0 element:string*
        lrange key:key#0 start:integer stop:integer
        lrem key:key#0 count:integer element:string
        lset key:key#0 index:integer element:string
        ltrim key:key#0 start:integer stop:integer
        rpop key:key#0 count:integer?@6.2.0
        rpoplpush source:key#0 destination:key#1
        rpush key:key#0 element:string*
        rpushx key:key#0 element:string*
        """u8;
}
