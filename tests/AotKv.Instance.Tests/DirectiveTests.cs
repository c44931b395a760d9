using AotKv.Instance.Configuration;

namespace AotKv.Instance.Tests;

/// <summary>Every directive of the golden file, on every way in and out.</summary>
public sealed class DirectiveTests
{
    public static TheoryData<string> Names => [.. GoldenDirective.All.Select(directive => directive.Name)];

    public static TheoryData<string> Modifiable =>
        [.. GoldenDirective.All.Where(directive => !directive.IsImmutable).Select(directive => directive.Name)];

    public static TheoryData<string> Bounded => [.. GoldenDirective.All
        .Where(directive => directive.Kind is "int" or "memory").Select(directive => directive.Name)];

    static GoldenDirective Golden(string name) => GoldenDirective.All.Single(directive => directive.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void The_default_is_valkeys(string name) => Assert.Equal(Golden(name).Default, new Subject().Get(name));

    [Theory, MemberData(nameof(Names))]
    public void The_traits_and_the_alias_are_valkeys(string name)
    {
        var golden = Golden(name);
        var directive = new Subject().Configuration.Table.Find(name)!;
        Assert.Equal(golden.Alias, directive.Alias ?? "");
        Assert.Equal(golden.IsImmutable, directive.Has(DirectiveTraits.Immutable));
        Assert.Equal(golden.Traits.Contains("hidden"), directive.Has(DirectiveTraits.Hidden));
        Assert.Equal(golden.Traits.Contains("protected"), directive.Has(DirectiveTraits.Protected));
        Assert.Equal(golden.Traits.Contains("sensitive"), directive.Has(DirectiveTraits.Sensitive));
        Assert.Equal(golden.Traits.Contains("debug"), directive.Has(DirectiveTraits.Debug));
        Assert.Equal(golden.Traits.Contains("deny-loading"), directive.Has(DirectiveTraits.DeniedWhileLoading));
        Assert.Equal(golden.Traits.Contains("volatile"), directive.Has(DirectiveTraits.Volatile));
        Assert.Equal(
            golden.Traits.Contains("multi-arg"), directive.Has(DirectiveTraits.SeveralWords));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_file_sets_it(string name)
    {
        var sample = Golden(name).Sample;
        var subject = new Subject();
        Assert.Null(subject.LoadFile($"  {name.ToUpperInvariant()} \"{sample}\"\r\n"));
        Assert.Equal(sample, subject.Get(name));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_command_line_sets_it_over_the_file(string name)
    {
        var golden = Golden(name);
        var subject = new Subject();
        subject.Files.Contents["/f"] = golden.Kind == "special" ? "" : $"{name} \"{golden.Default}\"";
        var line = $"{name} " + string.Join(' ', golden.Sample.Split(' ').Select(word => $"\"{word}\""));
        if (name == "proc-title-template") line = $"{name} \"{golden.Sample}\"";
        Assert.Null(subject.Load(new ConfigurationSources("/f", ReadsStandardInput: false, line)));
        Assert.Equal(golden.Sample, subject.Get(name));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_alias_reads_and_sets_it(string name)
    {
        var golden = Golden(name);
        if (golden.Alias.Length == 0) return;
        var subject = new Subject();
        Assert.Null(subject.LoadFile($"{golden.Alias} {golden.Sample}"));
        Assert.Equal(golden.Sample, subject.Get(golden.Alias));
        Assert.Equal(golden.Sample, subject.Get(name));
    }

    [Theory, MemberData(nameof(Names))]
    public void Config_set_sets_it_unless_it_is_immutable(string name)
    {
        var golden = Golden(name);
        var subject = new Subject();
        var error = subject.Set(name, golden.Sample);
        var expected = golden.IsImmutable
            ? $"ERR CONFIG SET failed (possibly related to argument '{name}') - can't set immutable config"
            : null;
        Assert.Equal(expected, error);
        Assert.Equal(golden.IsImmutable ? golden.Default : golden.Sample, subject.Get(name));
    }

    [Theory, MemberData(nameof(Modifiable))]
    public void A_rewritten_file_brings_it_back(string name)
    {
        var golden = Golden(name);
        var subject = new Subject();
        Assert.Null(subject.LoadFile("# empty\n"));
        Assert.Null(subject.Set(name, golden.Sample));
        Assert.Null(subject.Configuration.Rewrite());

        var again = new Subject(subject.Files);
        Assert.Null(again.LoadFile(subject.Files.Contents["/start/valkey.conf"]));
        Assert.Equal(golden.Sample, again.Get(name));
    }

    [Theory, MemberData(nameof(Bounded))]
    public void A_value_outside_its_bounds_is_refused_in_valkeys_words(string name)
    {
        var golden = Golden(name);
        var isMemory = golden.Kind == "memory";
        foreach (var value in OutsideOf(golden))
        {
            var subject = new Subject();
            var failure = subject.LoadFile($"{name} {value}");
            var expected = $"argument must be between {golden.Minimum} and {golden.Maximum} inclusive\n";
            if (isMemory && value.StartsWith('-')) expected = "argument must be a memory value\n";
            Assert.NotNull(failure);
            Assert.EndsWith(expected, failure.StandardError);
            Assert.Equal(golden.Default, subject.Get(name));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_not_of_its_kind_is_refused_in_valkeys_words(string name)
    {
        var golden = Golden(name);
        var reason = golden.Kind switch
        {
            "bool" => "argument must be 'yes' or 'no'",
            "int" => "argument couldn't be parsed into an integer",
            "memory" or "memory+negative" => "argument must be a memory value",
            "memory+percent" => "argument must be a memory or percent value",
            "octal" => "argument couldn't be parsed as an octal number",
            "enum" => "argument(s) must be one of the following: " + string.Join(", ", golden.Choices),
            _ => null,
        };
        if (reason is null) return;
        var expected = "\n*** FATAL CONFIG FILE ERROR (Version 9.1.0) ***\n"
            + $"Reading the configuration file, at line 2\n>>> '{name} 12zz'\n{reason}\n";
        Assert.Equal(expected, new Subject().LoadFile($"# First\n{name} 12zz  \n")?.StandardError);
    }

    [Fact]
    public void There_are_no_directives_but_valkeys_and_our_own()
    {
        var known = GoldenDirective.All.Select(directive => directive.Name)
            .Append("network-backend").Append("stand-in-commands").Append("metrics-port").Order();
        Assert.Equal(known, new Subject().Configuration.Table.All.Select(directive => directive.Name).Order());
    }

    static IEnumerable<string> OutsideOf(GoldenDirective golden)
    {
        if (Int128.Parse(golden.Maximum) < long.MaxValue) yield return (Int128.Parse(golden.Maximum) + 1).ToString();
        if (golden.Maximum == "18446744073709551615") yield break;
        var below = Int128.Parse(golden.Minimum) - 1;
        if (below >= long.MinValue) yield return below.ToString();
    }
}
