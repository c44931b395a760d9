namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of hashes, in the notation of <see cref="Argument"/>.</summary>
static class HashArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        hdel key:key#0 field:string*
        hexists key:key#0 field:string
        hexpire key:key#0 seconds:integer condition:oneof?(nx=NX xx=XX gt=GT lt=LT)
          fields:block=FIELDS(numfields:integer field:string*)
        hexpireat key:key#0 unix-time-seconds:integer condition:oneof?@9.0.0(nx=NX xx=XX gt=GT lt=LT)
          fields:block=FIELDS(numfields:integer#0 field:string*)
        hexpiretime key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hget key:key#0 field:string
        hgetall key:key#0
        hgetdel key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hgetex key:key#0 expiration:oneof?(seconds:integer=EX milliseconds:integer=PX
          unix-time-seconds:unix-time=EXAT unix-time-milliseconds:unix-time=PXAT persist=PERSIST)
          fields:block=FIELDS(numfields:integer#0 field:string*)
        hincrby key:key#0 field:string increment:integer
        hincrbyfloat key:key#0 field:string increment:double
        hkeys key:key#0
        hlen key:key#0
        hmget key:key#0 field:string*
        hmset key:key#0 data:block*(field:string value:string)
        hpersist key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hpexpire key:key#0 milliseconds:integer condition:oneof?@9.0.0(nx=NX xx=XX gt=GT lt=LT)
          fields:block=FIELDS(numfields:integer#0 field:string*)
        hpexpireat key:key#0 unix-time-milliseconds:integer condition:oneof?@9.0.0(nx=NX xx=XX gt=GT lt=LT)
          fields:block=FIELDS(numfields:integer#0 field:string*)
        hpexpiretime key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hpttl key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hrandfield key:key#0 options:block?(count:integer withvalues?=WITHVALUES)
        hscan key:key#0 cursor:integer pattern:pattern?=MATCH count:integer?=COUNT novalues?=NOVALUES
        hset key:key#0 data:block*(field:string value:string)
        hsetex key:key#0 key-condition:oneof?(nx=NX xx=XX) fields-condition:oneof?(fnx=FNX fxx=FXX)
          expiration:oneof?(seconds:integer=EX milliseconds:integer=PX unix-time-seconds:unix-time=EXAT
          unix-time-milliseconds:unix-time=PXAT keepttl=KEEPTTL) fields:block=FIELDS(numfields:integer#0
          data:block*(field:string value:string))
        hsetnx key:key#0 field:string value:string
        hstrlen key:key#0 field:string
        httl key:key#0 fields:block=FIELDS(numfields:integer#0 field:string*)
        hvals key:key#0
        """u8;
}
