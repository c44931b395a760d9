namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of sorted sets, in the notation of <see cref="Argument"/>.</summary>
static class SortedSetArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        bzmpop timeout:double numkeys:integer key:key*#0 where:oneof(min=MIN max=MAX) count:integer?=COUNT
        bzpopmax key:key*#0 timeout:double
        bzpopmin key:key*#0 timeout:double
        zadd key:key#0 condition:oneof?@3.0.2(nx=NX xx=XX) comparison:oneof?@6.2.0(gt=GT lt=LT)
          change?@3.0.2=CH increment?@3.0.2=INCR data:block*(score:double member:string)
        zcard key:key#0
        zcount key:key#0 min:double max:double
        zdiff numkeys:integer key:key*#0 withscores?=WITHSCORES
        zdiffstore destination:key#0 numkeys:integer key:key*#1
        zincrby key:key#0 increment:integer member:string
        zinter numkeys:integer key:key*#0 weight:integer?*=WEIGHTS aggregate:oneof?=AGGREGATE(sum=SUM
          min=MIN max=MAX) withscores?=WITHSCORES
        zintercard numkeys:integer key:key*#0 limit:integer?=LIMIT
        zinterstore destination:key#0 numkeys:integer key:key*#1 weight:integer?*=WEIGHTS
          aggregate:oneof?=AGGREGATE(sum=SUM min=MIN max=MAX)
        zlexcount key:key#0 min:string max:string
        zmpop numkeys:integer key:key*#0 where:oneof(min=MIN max=MAX) count:integer?=COUNT
        zmscore key:key#0 member:string*
        zpopmax key:key#0 count:integer?
        zpopmin key:key#0 count:integer?
        zrandmember key:key#0 options:block?(count:integer withscores?=WITHSCORES)
        zrange key:key#0 start:string stop:string sortby:oneof?@6.2.0(byscore=BYSCORE bylex=BYLEX)
          rev?@6.2.0=REV limit:block?@6.2.0=LIMIT(offset:integer count:integer) withscores?=WITHSCORES
        zrangebylex key:key#0 min:string max:string limit:block?=LIMIT(offset:integer count:integer)
        zrangebyscore key:key#0 min:double max:double withscores?@2.0.0=WITHSCORES
          limit:block?=LIMIT(offset:integer count:integer)
        zrangestore dst:key#0 src:key#1 min:string max:string sortby:oneof?(byscore=BYSCORE bylex=BYLEX)
          rev?=REV limit:block?=LIMIT(offset:integer count:integer)
        zrank key:key#0 member:string withscore?=WITHSCORE
        zrem key:key#0 member:string*
        zremrangebylex key:key#0 min:string max:string
        zremrangebyrank key:key#0 start:integer stop:integer
        zremrangebyscore key:key#0 min:double max:double
        zrevrange key:key#0 start:integer stop:integer withscores?=WITHSCORES
        zrevrangebylex key:key#0 max:string min:string limit:block?=LIMIT(offset:integer count:integer)
        zrevrangebyscore key:key#0 max:double min:double withscores?=WITHSCORES
          limit:block?=LIMIT(offset:integer count:integer)
        zrevrank key:key#0 member:string withscore?=WITHSCORE
        zscan key:key#0 cursor:integer pattern:pattern?=MATCH count:integer?=COUNT noscores?=NOSCORES
        zscore key:key#0 member:string
        zunion numkeys:integer key:key*#0 weight:integer?*=WEIGHTS aggregate:oneof?=AGGREGATE(sum=SUM
          min=MIN max=MAX) withscores?=WITHSCORES
        zunionstore destination:key#0 numkeys:integer key:key*#1 weight:integer?*=WEIGHTS
          aggregate:oneof?=AGGREGATE(sum=SUM min=MIN max=MAX)
        """u8;
}
