namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of the cluster, in the notation of <see cref="Argument"/>.</summary>
static class ClusterArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        clusterscan cursor:string match-pattern:pattern?=MATCH count:integer?=COUNT type:string?=TYPE
          slot:integer?=SLOT
        cluster|addslots slot:integer*
        cluster|addslotsrange range:block*(start-slot:integer end-slot:integer)
        cluster|count-failure-reports node-id:string
        cluster|countkeysinslot slot:integer
        cluster|delslots slot:integer*
        cluster|delslotsrange range:block*(start-slot:integer end-slot:integer)
        cluster|failover options:oneof?(force=FORCE takeover=TAKEOVER)
        cluster|flushslot slot:integer flush-type:oneof?(async=ASYNC sync=SYNC)
        cluster|forget node-id:string
        cluster|getkeysinslot slot:integer count:integer
        cluster|keyslot key:string
        cluster|meet ip:string port:integer cluster-bus-port:integer?@4.0.0
        cluster|migrateslots migration-group:block*(slotsrange-token=SLOTSRANGE
          range:block*(start-slot:integer end-slot:integer) node-token=NODE node-id:string)
        cluster|replicas node-id:string
        cluster|replicate args:oneof(node-id:string no-one:block@9.0.0(no=NO one=ONE))
        cluster|reset reset-type:oneof?(hard=HARD soft=SOFT)
        cluster|set-config-epoch config-epoch:integer
        cluster|setslot slot:integer subcommand:oneof(importing:string~node-id=IMPORTING
          migrating:string~node-id=MIGRATING node:string~node-id=NODE stable=STABLE)
          timeout:integer?@8.0.0=TIMEOUT
        cluster|slaves node-id:string
        cluster|slot-stats filter:oneof(slotsrange:block=SLOTSRANGE(start-slot:integer end-slot:integer)
          orderby:block=ORDERBY(metric:string limit:integer?=LIMIT order:oneof?(asc=ASC desc=DESC)))
        """u8;
}
