namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of sentinels, in the notation of <see cref="Argument"/>.</summary>
static class SentinelArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        sentinel|ckquorum primary-name:string
        sentinel|config action:oneof(set:block*=SET(parameter:string value:string) parameter:string*=GET)
        sentinel|debug data:block?*(parameter:string value:string)
        sentinel|failover primary-name:string coordinated?@9.0.0=COORDINATED
        sentinel|get-master-addr-by-name primary-name:string
        sentinel|get-primary-addr-by-name primary-name:string
        sentinel|info-cache nodename:string*
        sentinel|is-master-down-by-addr ip:string port:integer current-epoch:integer runid:string
        sentinel|is-primary-down-by-addr ip:string port:integer current-epoch:integer runid:string
        sentinel|master primary-name:string
        sentinel|monitor name:string ip:string port:integer quorum:integer
        sentinel|primary primary-name:string
        sentinel|remove primary-name:string
        sentinel|replicas primary-name:string
        sentinel|reset pattern:pattern
        sentinel|sentinels primary-name:string
        sentinel|set primary-name:string data:block*(option:string value:string)
        sentinel|simulate-failure mode:oneof?*(crash-after-election crash-after-promotion help)
        sentinel|slaves primary-name:string
        """u8;
}
