using System.Text;
using AotKv.Loopback;

namespace AotKv.Conversations.Tests;

/// <summary>Every file under tests/conversations, held with the shipped binary over a socket.</summary>
public class ConversationTests(Servers servers) : IClassFixture<Servers>
{
    public static string Folder => Path.Combine(Repository.Root, "tests", "conversations");

    public static string[] Files()
    {
        var files = Directory.GetFiles(Folder, "*.txt", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return Array.ConvertAll(files, file => Path.GetRelativePath(Folder, file));
    }

    public static TheoryData<string, int, string> Matrix()
    {
        var matrix = new TheoryData<string, int, string>();
        foreach (var cell in Cell.Full)
            foreach (var file in Files()) matrix.Add(file, cell.Shards, cell.Backend);
        foreach (var cell in Cell.Sampled)
            for (var i = 0; i < Files().Length; i += 4) matrix.Add(Files()[i], cell.Shards, cell.Backend);
        return matrix;
    }

    [Theory, MemberData(nameof(Matrix))]
    public void The_server_answers_as_recorded(string file, int shards, string backend)
    {
        var conversation = Conversation.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        var server = servers.For(new(shards, backend));
        using var talk = new Talk(server, conversation);
        talk.Open();
        var differences = new StringBuilder();
        foreach (var step in conversation.Steps)
        {
            var actual = talk.Say(step);
            if (Expectation.IsMet(step, actual)) continue;
            differences.AppendLine($"{file}:{step.LineNumber}: > {step.Request}");
            differences.AppendLine("  expected:").AppendLine(Block(step.Expected));
            differences.AppendLine("  answered:").AppendLine(Block(actual));
            if (actual is not ["(closed)"]) continue;
            if (server.LastWords() is not { Length: > 0 } lastWords) continue;
            differences.AppendLine(lastWords);
            break;
        }
        Assert.True(differences.Length == 0, differences.ToString());
    }

    [Fact]
    public void Writing_a_parsed_file_gives_it_back()
    {
        foreach (var file in Files())
        {
            var text = File.ReadAllText(Path.Combine(Folder, file));
            Assert.Equal(text, Conversation.Parse(text).ToString());
        }
    }

    static string Block(List<string> lines) => string.Join('\n', lines.Select(line => "    " + line));
}
