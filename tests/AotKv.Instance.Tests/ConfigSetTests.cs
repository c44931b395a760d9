using AotKv.Instance.Configuration;

namespace AotKv.Instance.Tests;

/// <summary>CONFIG SET and GET. The expected texts were seen on Valkey 9.1.0.</summary>
public sealed class ConfigSetTests
{
    const string Failed = "ERR CONFIG SET failed (possibly related to argument '";

    [Theory]
    [InlineData("maxmemory", "10xb", "argument must be a memory value")]
    [InlineData("maxmemory", "18446744073709551616", "argument must be a memory value")]
    [InlineData("maxmemory-clients", "101%", "percentage argument must be less or equal to 100")]
    [InlineData("maxmemory-clients", "-1", "argument must be a memory or percent value")]
    [InlineData("maxclients", "0", "argument must be between 1 and 4294967295 inclusive")]
    [InlineData("slot-migration-max-failover-repl-bytes", "-2",
        "argument must be between -1 and 9223372036854775807 inclusive")]
    [InlineData("hz", "", "argument couldn't be parsed into an integer")]
    [InlineData("hz", "+5", "argument couldn't be parsed into an integer")]
    [InlineData("acllog-max-len", "-1", "argument must be between 0 and 9223372036854775807 inclusive")]
    [InlineData("cluster-announce-hostname", "a_b",
        "Hostnames may only contain alphanumeric characters, hyphens or dots")]
    [InlineData("cluster-announce-human-nodename", "a#b", "Announced human node name contained invalid character")]
    [InlineData("cluster-announce-client-ipv4", "1.2.3", "Invalid IPv4 address")]
    [InlineData("proc-title-template", "{foo}", "template format is invalid or contains unknown variables")]
    [InlineData("proc-title-template", "", "template format is invalid or contains unknown variables")]
    [InlineData("rdma-port", "1", "No RDMA building support.")]
    [InlineData("dbfilename", "a/b", "dbfilename can't be a path, just a filename")]
    [InlineData("dir", "/nowhere", "No such file or directory")]
    [InlineData("notify-keyspace-events", "KEAQ", "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")]
    [InlineData("save", "0 1", "Invalid save parameters")]
    [InlineData("save", "10 20 ", "Invalid save parameters")]
    [InlineData("client-output-buffer-limit", "normal 0 0",
        "Wrong number of arguments in buffer limit configuration.")]
    [InlineData("client-output-buffer-limit", "foo 1 1 1",
        "Invalid client class specified in buffer limit configuration.")]
    [InlineData("client-output-buffer-limit", "slave 1 1 x",
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.")]
    [InlineData("oom-score-adj-values", "1 2 3 4", "wrong number of arguments")]
    [InlineData("latency-tracking-info-percentiles", "101",
        "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]")]
    [InlineData("latency-tracking-info-percentiles", "inf",
        "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]")]
    [InlineData("maxmemory-clients", "9223372036854775808", "percentage argument must be less or equal to 100")]
    [InlineData("latency-tracking-info-percentiles", "x", "Invalid latency-tracking-info-percentiles parameters")]
    [InlineData("shutdown-on-sigterm", "nosave save",
        "shutdown options SAVE and NOSAVE can't be used simultaneously")]
    [InlineData("shutdown-on-sigterm", "",
        "argument(s) must be one of the following: default, save, nosave, now, force, safe, failover")]
    [InlineData("bind", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8", "Too many bind addresses specified.")]
    public void A_bad_value_is_refused_with_a_reason(string name, string value, string reason)
    {
        var subject = new Subject();
        var before = subject.Get(name);
        Assert.Equal($"{Failed}{name}') - {reason}", subject.Set(name, value));
        Assert.Equal(before, subject.Get(name));
    }

    [Theory]
    [InlineData("maxmemory", "1GB", "1073741824")]
    [InlineData("maxmemory", "5k", "5000")]
    [InlineData("maxmemory", "", "0")]
    [InlineData("maxmemory", "99999999999gb", "15140462030378500096")]
    [InlineData("maxmemory-clients", "50%", "50%")]
    [InlineData("hz", "10000", "500")]
    [InlineData("hz", "0", "1")]
    [InlineData("cluster-blacklist-ttl", "-1", "-1")]
    [InlineData("slot-migration-max-failover-repl-bytes", "-1", "-1")]
    [InlineData("notify-keyspace-events", "KEA", "AKE")]
    [InlineData("notify-keyspace-events", "g$lshzxetdnKm", "AKm")]
    [InlineData("save", "", "")]
    [InlineData("client-output-buffer-limit", "replica 1mb 512kb 10",
        "normal 0 0 0 slave 1048576 524288 10 pubsub 33554432 8388608 60")]
    [InlineData("client-output-buffer-limit", "",
        "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60")]
    [InlineData("latency-tracking-info-percentiles", "1 2.5000 99.99", "1 2.5 99.99")]
    [InlineData("shutdown-on-sigterm", "save now", "save now")]
    [InlineData("oom-score-adj", "relative", "yes")]
    [InlineData("tls-auth-clients-user", "cn", "CN")]
    [InlineData("bind", "", "")]
    [InlineData("repl-backlog-size", "1", "16384")]
    public void A_good_value_is_shown_in_its_own_form(string name, string value, string shown)
    {
        var subject = new Subject();
        Assert.Null(subject.Set(name, value));
        Assert.Equal(shown, subject.Get(name));
    }

    [Fact]
    public void All_pairs_are_set_or_none()
    {
        var subject = new Subject();
        Assert.NotNull(subject.Set("timeout", "7", "maxmemory-samples", "65"));
        Assert.Equal("0", subject.Get("timeout"));
        Assert.Null(subject.Set("timeout", "7", "maxmemory-samples", "64"));
        Assert.Equal("7", subject.Get("timeout"));
        Assert.Equal("64", subject.Get("maxmemory-samples"));
    }

    [Fact]
    public void Unknown_duplicate_protected_and_loading_are_told_apart()
    {
        var subject = new Subject();
        Assert.Equal("ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'", subject.Set("nosuch", "1"));
        Assert.Equal($"{Failed}Port') - duplicate parameter", subject.Set("port", "1", "Port", "2"));
        Assert.Null(subject.Set("slowlog-max-len", "12", "commandlog-slow-execution-max-len", "13"));
        Assert.Equal("13", subject.Get("slowlog-max-len"));
        Assert.Equal($"{Failed}dir') - can't set protected config",
            subject.Configuration.Set(["dir", "/tmp"], new(ChangesProtected: false, IsLoading: false)));
        Assert.Equal("LOADING Valkey is loading the dataset in memory",
            subject.Configuration.Set(["appendonly", "yes"], new(ChangesProtected: true, IsLoading: true)));
    }

    [Fact]
    public void A_hook_that_fails_undoes_everything_and_all_hooks_hear_of_it()
    {
        var subject = new Subject();
        var heard = new List<string>();
        subject.Configuration.OnApply("timeout", Follow);
        subject.Configuration.OnApply("maxclients", Refuse);
        var error = subject.Set("timeout", "7", "maxclients", "5", "dir", "/tmp");
        Assert.Equal($"{Failed}maxclients') - too many", error);
        Assert.Equal(["timeout 7", "maxclients 5", "timeout 0", "maxclients 10000"], heard);
        Assert.Equal("0", subject.Get("timeout"));
        Assert.Equal("/start", subject.Files.WorkingDirectory);

        bool Follow(Settings settings, out string? reason)
        {
            heard.Add($"timeout {settings.Timeout}");
            reason = null;
            return true;
        }

        bool Refuse(Settings settings, out string? reason)
        {
            heard.Add($"maxclients {settings.MaxClients}");
            reason = "too many";
            return false;
        }
    }

    [Fact]
    public void A_hook_of_several_directives_is_called_once_and_only_for_changes()
    {
        var subject = new Subject();
        var calls = 0;
        foreach (var name in new[] { "tls-cert-file", "tls-protocols", "port" })
            subject.Configuration.OnApply(name, Count);

        Assert.Null(subject.Set("tls-cert-file", "a", "tls-protocols", "TLSv1.3"));
        Assert.Equal(1, calls);
        Assert.Null(subject.Set("port", "6379"));
        Assert.Equal(1, calls);

        // A certificate of the same name may have a new content.
        Assert.Null(subject.Set("tls-cert-file", "a"));
        Assert.Equal(2, calls);

        bool Count(Settings settings, out string? reason)
        {
            calls++;
            reason = null;
            return true;
        }
    }

    [Fact]
    public void Get_takes_several_patterns_and_sorts_and_hides()
    {
        var configuration = new Subject().Configuration;
        var found = configuration.Get(["MAXMEMORY", "maxmemory-p*", "slave-prio?ity", "nosuch", "maxmemory"]);
        Assert.Equal(["MAXMEMORY", "maxmemory-policy", "slave-priority"], found.Select(pair => pair.Key));
        var all = configuration.Get(["*"]).Select(pair => pair.Key).ToList();
        Assert.Contains("slowlog-max-len", all);
        Assert.DoesNotContain("watchdog-period", all);
        Assert.Single(configuration.Get(["watchdog-period"]));
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public void A_snapshot_does_not_change()
    {
        var subject = new Subject();
        var before = subject.Configuration.Current;
        Assert.Null(subject.Set("maxmemory", "100"));
        Assert.Equal(0, before.Hot.MaxMemory);
        Assert.Equal(100, subject.Configuration.Current.Hot.MaxMemory);
    }

    [Fact]
    public void A_password_may_hold_any_byte()
    {
        var subject = new Subject();
        var password = ByteText.FromBytes([.. Enumerable.Range(1, 255).Select(value => (byte)value)]);
        Assert.Null(subject.LoadFile(""));
        Assert.Null(subject.Set("requirepass", password));
        Assert.Null(subject.Configuration.Rewrite());
        var again = new Subject();
        Assert.Null(again.LoadFile(subject.Files.Contents["/start/valkey.conf"]));
        Assert.Equal(password, again.Get("requirepass"));
    }
}
