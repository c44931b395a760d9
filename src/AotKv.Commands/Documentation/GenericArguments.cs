namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands for any key, in the notation of <see cref="Argument"/>.</summary>
static class GenericArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        copy source:key#0 destination:key#1 destination-db:integer?=DB replace?=REPLACE
        del key:key*#0
        dump key:key#0
        exists key:key*#0
        expire key:key#0 seconds:integer condition:oneof?@7.0.0(nx=NX xx=XX gt=GT lt=LT)
        expireat key:key#0 unix-time-seconds:unix-time condition:oneof?@7.0.0(nx=NX xx=XX gt=GT lt=LT)
        expiretime key:key#0
        keys pattern:pattern
        migrate host:string port:integer key-selector:oneof(key:key#0 empty-string=) destination-db:integer
          timeout:integer copy?@3.0.0=COPY replace?@3.0.0=REPLACE
          authentication:oneof?(auth:string@4.0.7~password=AUTH auth2:block@6.0.0=AUTH2(username:string
          password:string)) keys:key?*#1@3.0.6~key=KEYS
        move key:key#0 db:integer
        object|encoding key:key#0
        object|freq key:key#0
        object|idletime key:key#0
        object|refcount key:key#0
        persist key:key#0
        pexpire key:key#0 milliseconds:integer condition:oneof?@7.0.0(nx=NX xx=XX gt=GT lt=LT)
        pexpireat key:key#0 unix-time-milliseconds:unix-time condition:oneof?@7.0.0(nx=NX xx=XX gt=GT lt=LT)
        pexpiretime key:key#0
        pttl key:key#0
        rename key:key#0 newkey:key#1
        renamenx key:key#0 newkey:key#1
        restore key:key#0 ttl:integer serialized-value:string replace?@3.0.0=REPLACE absttl?@5.0.0=ABSTTL
          seconds:integer?@5.0.0=IDLETIME frequency:integer?@5.0.0=FREQ
        scan cursor:integer pattern:pattern?=MATCH count:integer?=COUNT type:string?@6.0.0=TYPE
        sort key:key#0 by-pattern:pattern?#1~pattern=BY limit:block?=LIMIT(offset:integer count:integer)
          get-pattern:pattern?*+#1~pattern=GET order:oneof?(asc=ASC desc=DESC) sorting?=ALPHA
          destination:key?#2=STORE
        sort_ro key:key#0 by-pattern:pattern?#1~pattern=BY limit:block?=LIMIT(offset:integer count:integer)
          get-pattern:pattern?*+#1~pattern=GET order:oneof?(asc=ASC desc=DESC) sorting?=ALPHA
        touch key:key*#0
        ttl key:key#0
        type key:key#0
        unlink key:key*#0
        wait numreplicas:integer timeout:integer
        waitaof numlocal:integer numreplicas:integer timeout:integer
        """u8;
}
