namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of connections, in the notation of <see cref="Argument"/>.</summary>
static class ConnectionArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        auth username:string?@6.0.0 password:string
        client|caching mode:oneof(yes=YES no=NO)
        client|capa capability:string*
        client|import-source enabled:oneof(on=ON off=OFF)
        client|kill filter:oneof(old-format:string!2.8.12~ip:port
          new-format:oneof*(client-id:integer?*@2.8.12=ID client-type:oneof?@2.8.12=TYPE(normal=NORMAL
          master@3.2.0=MASTER primary@8.0.0=PRIMARY slave=SLAVE replica@5.0.0=REPLICA pubsub=PUBSUB)
          username:string?=USER addr:string?~ip:port=ADDR laddr:string?@6.2.0~ip:port=LADDR
          skipme:oneof?=SKIPME(yes=YES no=NO) maxage:integer?@8.0.0=MAXAGE name:string?@9.0.0=NAME
          idle:integer?@9.0.0=IDLE flags:string?@9.0.0=FLAGS lib-name:string?@9.0.0=LIB-NAME
          lib-ver:string?@9.0.0=LIB-VER db:integer?@9.0.0=DB capa:string?@9.0.0=CAPA ip:string?@9.0.0=IP
          not-client-type:oneof?@9.0.0=NOT-TYPE(normal=NORMAL master=MASTER primary=PRIMARY slave=SLAVE
          replica=REPLICA pubsub=PUBSUB) not-client-id:integer?*@9.0.0=NOT-ID
          not-username:string?@9.0.0=NOT-USER not-addr:string?@9.0.0~ip:port=NOT-ADDR
          not-laddr:string?@9.0.0~ip:port=NOT-LADDR not-name:string?@9.0.0=NOT-NAME
          not-flags:string?@9.0.0=NOT-FLAGS not-lib-name:string?@9.0.0=NOT-LIB-NAME
          not-lib-ver:string?@9.0.0=NOT-LIB-VER not-db:integer?@9.0.0=NOT-DB not-capa:string?@9.0.0=NOT-CAPA
          not-ip:string?@9.0.0=NOT-IP))
        client|list client-type:oneof?@5.0.0=TYPE(normal=NORMAL master=MASTER replica=REPLICA pubsub=PUBSUB)
          client-id:integer?*@6.2.0=ID username:string?@8.1.0=USER addr:string?@8.1.0~ip:port=ADDR
          laddr:string?@8.1.0~ip:port=LADDR skipme:oneof?@8.1.0=SKIPME(yes=YES no=NO)
          maxage:integer?@8.1.0=MAXAGE name:string?@9.0.0=NAME idle:integer?@9.0.0=IDLE
          flags:string?@9.0.0=FLAGS lib-name:string?@9.0.0=LIB-NAME lib-ver:string?@9.0.0=LIB-VER
          db:integer?@9.0.0=DB capa:string?@9.0.0=CAPA ip:string?@9.0.0=IP
          not-client-type:oneof?@9.0.0=NOT-TYPE(normal=NORMAL master=MASTER replica=REPLICA pubsub=PUBSUB)
          not-client-id:integer?*@9.0.0=NOT-ID not-username:string?@9.0.0=NOT-USER
          not-addr:string?@9.0.0~ip:port=NOT-ADDR not-laddr:string?@9.0.0~ip:port=NOT-LADDR
          not-name:string?@9.0.0=NOT-NAME not-flags:string?@9.0.0=NOT-FLAGS
          not-lib-name:string?@9.0.0=NOT-LIB-NAME not-lib-ver:string?@9.0.0=NOT-LIB-VER
          not-db:integer?@9.0.0=NOT-DB not-capa:string?@9.0.0=NOT-CAPA not-ip:string?@9.0.0=NOT-IP
        client|no-evict enabled:oneof(on=ON off=OFF)
        client|no-touch enabled:oneof(on=ON off=OFF)
        client|pause timeout:integer mode:oneof?@6.2.0(write=WRITE all=ALL)
        client|reply action:oneof(on=ON off=OFF skip=SKIP)
        client|setinfo attr:oneof(libname:string=LIB-NAME libver:string=LIB-VER)
        client|setname connection-name:string
        client|tracking status:oneof(on=ON off=OFF) client-id:integer?=REDIRECT prefix:string?*+=PREFIX
          bcast?=BCAST optin?=OPTIN optout?=OPTOUT noloop?=NOLOOP
        client|unblock client-id:integer unblock-type:oneof?(timeout=TIMEOUT error=ERROR)
        echo message:string
        hello arguments:block?(protover:integer auth:block?=AUTH(username:string password:string)
          clientname:string?=SETNAME)
        ping message:string?
        select index:integer
        """u8;
}
