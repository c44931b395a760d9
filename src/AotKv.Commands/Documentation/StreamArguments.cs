namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of streams, in the notation of <see cref="Argument"/>.</summary>
static class StreamArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        xack key:key#0 group:string id:string*
        xadd key:key#0 nomkstream?@6.2.0=NOMKSTREAM trim:block?(strategy:oneof(maxlen=MAXLEN
          minid@6.2.0=MINID) operator:oneof?(equal== approximately=~) threshold:string
          count:integer?@6.2.0=LIMIT) id-selector:oneof(auto-id=* id:string) data:block*(field:string
          value:string)
        xautoclaim key:key#0 group:string consumer:string min-idle-time:string start:string
          count:integer?=COUNT justid?=JUSTID
        xclaim key:key#0 group:string consumer:string min-idle-time:string id:string* ms:integer?=IDLE
          unix-time-milliseconds:unix-time?=TIME count:integer?=RETRYCOUNT force?=FORCE justid?=JUSTID
          lastid:string?=LASTID
        xdel key:key#0 id:string*
        xgroup|create key:key#0 group:string id-selector:oneof(id:string new-id=$) mkstream?=MKSTREAM
          entriesread:integer?~entries-read=ENTRIESREAD
        xgroup|createconsumer key:key#0 group:string consumer:string
        xgroup|delconsumer key:key#0 group:string consumer:string
        xgroup|destroy key:key#0 group:string
        xgroup|setid key:key#0 group:string id-selector:oneof(id:string new-id=$)
          entriesread:integer?~entries-read=ENTRIESREAD
        xinfo|consumers key:key#0 group:string
        xinfo|groups key:key#0
        xinfo|stream key:key#0 full-block:block?(full=FULL count:integer?=COUNT)
        xlen key:key#0
        xpending key:key#0 group:string filters:block?(min-idle-time:integer?@6.2.0=IDLE start:string
          end:string count:integer consumer:string?)
        xrange key:key#0 start:string end:string count:integer?=COUNT
        xread count:integer?=COUNT milliseconds:integer?=BLOCK streams:block=STREAMS(key:key*#0 id:string*)
        xreadgroup group-block:block=GROUP(group:string consumer:string) count:integer?=COUNT
          milliseconds:integer?=BLOCK noack?=NOACK streams:block=STREAMS(key:key*#0 id:string*)
        xrevrange key:key#0 end:string start:string count:integer?=COUNT
        xsetid key:key#0 last-id:string entries-added:integer?@7.0.0=ENTRIESADDED
          max-deleted-id:string?@7.0.0=MAXDELETEDID
        xtrim key:key#0 trim:block(strategy:oneof(maxlen=MAXLEN minid@6.2.0=MINID) operator:oneof?(equal==
          approximately=~) threshold:string count:integer?@6.2.0=LIMIT)
        """u8;
}
