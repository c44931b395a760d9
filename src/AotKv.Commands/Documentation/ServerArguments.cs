namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of the server, in the notation of <see cref="Argument"/>.</summary>
static class ServerArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        acl|cat category:string?
        acl|deluser username:string*
        acl|dryrun username:string command:string arg:string?*
        acl|genpass bits:integer?
        acl|getuser username:string
        acl|log operation:oneof?(count:integer reset=RESET)
        acl|setuser username:string rule:string?*
        bgsave operation:oneof?(schedule@3.2.2=SCHEDULE cancel@8.1.0=CANCEL)
        commandlog|get count:integer type:oneof(slow=SLOW large-request=LARGE-REQUEST
          large-reply=LARGE-REPLY)
        commandlog|len type:oneof(slow=SLOW large-request=LARGE-REQUEST large-reply=LARGE-REPLY)
        commandlog|reset type:oneof(slow=SLOW large-request=LARGE-REQUEST large-reply=LARGE-REPLY)
        command|docs command-name:string?*
        command|getkeys command:string arg:string?*
        command|getkeysandflags command:string arg:string?*
        command|info command-name:string?*
        command|list filterby:oneof?=FILTERBY(module-name:string=MODULE category:string=ACLCAT
          pattern:pattern=PATTERN)
        config|get parameter:string*
        config|set data:block*(parameter:string value:string)
        failover target:block?=TO(host:string port:integer force?=FORCE) abort?=ABORT
          milliseconds:integer?=TIMEOUT
        flushall flush-type:oneof?(async@4.0.0=ASYNC sync@6.2.0=SYNC)
        flushdb flush-type:oneof?(async@4.0.0=ASYNC sync@6.2.0=SYNC)
        info section:string?*
        latency|graph event:string
        latency|histogram command:string?*
        latency|history event:string
        latency|reset event:string?*
        lolwut version:integer?=VERSION
        memory|usage key:key#0 count:integer?=SAMPLES
        module|load path:string arg:string?*
        module|loadex path:string configs:block?*+=CONFIG(name:string value:string) args:string?*=ARGS
        module|unload name:string
        psync replicationid:string offset:integer
        replicaof args:oneof(host-port:block(host:string port:integer) no-one:block(no=NO one=ONE))
        restore-asking key:key#0 ttl:integer serialized-value:string replace?@3.0.0=REPLACE
          absttl?@5.0.0=ABSTTL seconds:integer?@5.0.0=IDLETIME frequency:integer?@5.0.0=FREQ
        shutdown abort-selector:oneof?(save-selector-block:block(save-selector:oneof?(nosave=NOSAVE
          save=SAVE) now?@7.0.0=NOW force?@7.0.0=FORCE safe?@9.0.0=SAFE failover?@9.0.0=FAILOVER)
          abort@7.0.0=ABORT)
        slaveof args:oneof(host-port:block(host:string port:integer) no-one:block(no=NO one=ONE))
        slowlog|get count:integer?
        swapdb index1:integer index2:integer
        """u8;
}
