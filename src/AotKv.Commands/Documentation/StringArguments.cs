namespace AotKv.Commands.Documentation;

/// <summary>The arguments of string commands, in the notation of <see cref="Argument"/>.</summary>
static class StringArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        append key:key#0 value:string
        decr key:key#0
        decrby key:key#0 decrement:integer
        delifeq key:key#0 value:string
        get key:key#0
        getdel key:key#0
        getex key:key#0 expiration:oneof?(seconds:integer=EX milliseconds:integer=PX
          unix-time-seconds:unix-time=EXAT unix-time-milliseconds:unix-time=PXAT persist=PERSIST)
        getrange key:key#0 start:integer end:integer
        getset key:key#0 value:string
        incr key:key#0
        incrby key:key#0 increment:integer
        incrbyfloat key:key#0 increment:double
        lcs key1:key#0 key2:key#0 len?=LEN idx?=IDX min-match-len:integer?=MINMATCHLEN
          withmatchlen?=WITHMATCHLEN
        mget key:key*#0
        mset data:block*(key:key#0 value:string)
        msetex numkeys:integer data:block*(key:key#0 value:string) condition:oneof?(nx=NX xx=XX)
          expiration:oneof?(seconds:integer=EX milliseconds:integer=PX unix-time-seconds:unix-time=EXAT
          unix-time-milliseconds:unix-time=PXAT keepttl=KEEPTTL)
        msetnx data:block*(key:key#0 value:string)
        psetex key:key#0 milliseconds:integer value:string
        set key:key#0 value:string condition:oneof?(nx@2.6.12=NX xx@2.6.12=XX
          comparison-value:string@8.1.0=IFEQ) get?@6.2.0=GET expiration:oneof?(seconds:integer@2.6.12=EX
          milliseconds:integer@2.6.12=PX unix-time-seconds:unix-time@6.2.0=EXAT
          unix-time-milliseconds:unix-time@6.2.0=PXAT keepttl@6.0.0=KEEPTTL)
        setex key:key#0 seconds:integer value:string
        setnx key:key#0 value:string
        setrange key:key#0 offset:integer value:string
        strlen key:key#0
        substr key:key#0 start:integer end:integer
        """u8;
}
