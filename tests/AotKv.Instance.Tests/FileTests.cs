using AotKv.Instance.Configuration;

namespace AotKv.Instance.Tests;

/// <summary>Configuration files: their form, their failures, and rewriting them.</summary>
public sealed class FileTests
{
    const string Debian = "/etc/redis/redis.conf";

    static string Fatal(int line, string text, string reason) =>
        "\n*** FATAL CONFIG FILE ERROR (Version 9.1.0) ***\n"
        + $"Reading the configuration file, at line {line}\n>>> '{text}'\n{reason}\n";

    [Theory]
    [InlineData("nonsense 1", "Bad directive or wrong number of arguments")]
    [InlineData("port", "wrong number of arguments")]
    [InlineData("port 1 2", "wrong number of arguments")]
    [InlineData("port 65536", "argument must be between 0 and 65535 inclusive")]
    [InlineData("dbfilename \"open", "Unbalanced quotes in configuration line")]
    [InlineData("sentinel monitor x", "sentinel directive while not in sentinel mode")]
    [InlineData("io-threads-do-reads yes no", "Bad directive or wrong number of arguments")]
    [InlineData("module.name", "Module config specified without value")]
    [InlineData("replicaof host 70000", "Invalid primary port")]
    [InlineData("include", "Bad directive or wrong number of arguments")]
    public void A_bad_line_is_fatal_and_named(string line, string reason) =>
        Assert.Equal(Fatal(2, line, reason), new Subject().LoadFile($"\n  {line}\t\r\n")?.StandardError);

    [Fact]
    public void Quotes_and_escapes_are_read()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile("""
            requirepass "a \"b\" \x41\n"
            primaryauth 'it\'s "raw" \n'
            dbfilename "du"mp'.rdb'
            ignore-warnings ''
            """));
        Assert.Equal("a \"b\" A\n", subject.Get("requirepass"));
        Assert.Equal("it's \"raw\" \\n", subject.Get("primaryauth"));
        Assert.Equal("dump.rdb", subject.Get("dbfilename"));
    }

    [Fact]
    public void Save_lines_replace_the_defaults_and_then_add_up()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile("save 900 1\nsave 300 10 60 20\n"));
        Assert.Equal("900 1 300 10 60 20", subject.Get("save"));
        Assert.Null(subject.LoadFile("save ''\n"));
        Assert.Equal("", subject.Get("save"));
    }

    [Fact]
    public void Includes_are_read_in_place_with_patterns()
    {
        var files = new MemoryFiles();
        files.Contents["/etc/d/1.conf"] = "timeout 1\ntcp-keepalive 1";
        files.Contents["/etc/d/2.conf"] = "\ntimeout 2";
        var subject = new Subject(files);
        Assert.Null(subject.LoadFile("include /etc/d/*.conf\ninclude /nothing/*\ntcp-keepalive 3"));
        Assert.Equal("2", subject.Get("timeout"));
        Assert.Equal("3", subject.Get("tcp-keepalive"));
        var missing = subject.LoadFile("include /nothing/here");
        Assert.Equal(
            "Fatal error, can't open config file '/nothing/here': No such file or directory", missing?.LogLine);
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused() =>
        Assert.NotNull(new Subject().LoadFile("include /start/valkey.conf")?.LogLine);

    [Fact]
    public void Standard_input_comes_after_the_file_and_before_the_command_line()
    {
        var files = new MemoryFiles { StandardInput = "timeout 2\nhz 20" };
        files.Contents["/f"] = "timeout 1\nhz 1\nport 1\n";
        var subject = new Subject(files);
        Assert.Null(subject.Load(new ConfigurationSources("/f", ReadsStandardInput: true, "timeout 3")));
        Assert.Equal(["20", "1", "3"], new[] { "hz", "port", "timeout" }.Select(subject.Get));
    }

    [Fact]
    public void What_is_no_directive_is_kept_for_its_owner()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile("""
            rename-command FLUSHALL ""
            user alice on >secret ~* +@all
            loadmodule /lib/m.so a b
            m.setting one two
            list-max-ziplist-entries 512
            """));
        var kept = subject.Configuration.FileOnly;
        Assert.Equal([new CommandRename("FLUSHALL", "")], kept.Renames);
        Assert.Equal(["alice", "on", ">secret", "~*", "+@all"], kept.Users[0]);
        Assert.Equal(["/lib/m.so", "a", "b"], kept.Modules[0]);
        Assert.Equal("one two", kept.ModuleSettings["m.setting"]);
    }

    [Fact]
    public void The_whole_is_checked_at_the_end()
    {
        Assert.Equal("\n*** FATAL CONFIG FILE ERROR (Version 9.1.0) ***\nCan't open the log file: Permission denied\n",
            new Subject().LoadFile("logfile /locked/log")?.StandardError);
        Assert.EndsWith("\nreplicaof directive not allowed in cluster mode\n",
            new Subject().LoadFile("replicaof a 1\ncluster-enabled yes")?.StandardError);
    }

    [Fact]
    public void A_rewrite_keeps_comments_order_and_what_it_does_not_know()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile("""
            # My file
            include /etc/none*
            timeout 5


            slave-priority 7
            save 1 1
            save 2 2
            user alice on
            """));
        Assert.Null(subject.Set("maxmemory", "100mb", "save", "3 3", "timeout", "6", "client-output-buffer-limit",
            "pubsub 1gb 1000 9"));
        Assert.Null(subject.Configuration.Rewrite());
        Assert.Equal("""
            # My file
            include /etc/none*
            timeout 6

            replica-priority 7
            save 3 3

            user alice on
            # Generated by CONFIG REWRITE
            client-output-buffer-limit pubsub 1gb 1000 9
            maxmemory 100mb
            dir "/start"
            latency-tracking-info-percentiles 50 99 99.9

            """, subject.Files.Contents["/start/valkey.conf"]);
    }

    [Fact]
    public void A_rewrite_takes_the_users_of_the_acl()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile("user a on\nuser b on\n"));
        Assert.Null(subject.Configuration.Rewrite(["c off"]));
        var text = subject.Files.Contents["/start/valkey.conf"];
        Assert.StartsWith("user c off\n\n#", text);
        Assert.DoesNotContain("user b", text);
    }

    [Fact]
    public void A_rewrite_without_a_file_is_refused() =>
        Assert.Equal("ERR The server is running without a config file", new Subject().Configuration.Rewrite());

    [Fact]
    public void Rewriting_twice_changes_nothing_more()
    {
        var subject = new Subject();
        Assert.Null(subject.LoadFile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "valkey.conf"))));
        Assert.Null(subject.Configuration.Rewrite());
        var once = subject.Files.Contents["/start/valkey.conf"];
        Assert.Null(subject.Configuration.Rewrite());
        Assert.Equal(once, subject.Files.Contents["/start/valkey.conf"]);
    }

    [Fact]
    public void Our_own_file_loads_and_documents_every_directive()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "valkey.conf"));
        var subject = new Subject();
        Assert.Null(subject.LoadFile(text));
        var lines = text.Split('\n').Select(line => line.TrimStart('#', ' ').Split(' ')[0]).ToHashSet();
        Assert.All(subject.Configuration.Table.All, directive => Assert.Contains(directive.Name, lines));
    }

    [Fact]
    public void The_examples_in_our_own_file_load_too()
    {
        // A line "# name value" is a directive with its default; prose does not start with a directive's name.
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "valkey.conf"));
        var table = new Subject().Configuration.Table;
        foreach (var line in text.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal)))
        {
            var example = line[2..];
            if (table.Find(example.Split(' ')[0]) is null) continue;
            Assert.True(new Subject().LoadFile(example) is null, line);
        }
    }

    [Fact]
    public void Debians_redis_file_loads()
    {
        if (!File.Exists(Debian)) return;
        var files = new MemoryFiles();
        files.Directories.Add("/var/lib/redis");
        Assert.Null(new Subject(files).LoadFile(ByteText.FromBytes(File.ReadAllBytes(Debian))));
    }
}
