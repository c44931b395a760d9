namespace AotKv.Conversations.Tests;

public class ExpectationTests
{
    [Theory]
    [InlineData(":1", ":1", true)]
    [InlineData(":1", ":2", false)]
    [InlineData("~ :{int}", ":-2", true)]
    [InlineData("~ :{1..5}", ":5", true)]
    [InlineData("~ :{1..5}", ":6", false)]
    [InlineData("~ \"id={int} addr={any}\"", "\"id=7 addr=x\"", true)]
    [InlineData("~ \"id={int} addr={any}\"", "\"id= addr=x\"", false)]
    [InlineData("*2|  ~ {any}|  :3", "*2|  *1|    :9|  :3", true)]
    [InlineData("*2|  ~ {any}|  :3", "*2|  *1|    :9|  :4", false)]
    [InlineData("*1|  :3", "*1|  :3|:4", false)]
    public void A_reply_meets_its_pattern_or_not(string expected, string actual, bool isMet)
    {
        Assert.Equal(isMet, Expectation.IsMet(MakeStep(expected, isUnordered: false), [.. actual.Split('|')]));
    }

    [Fact]
    public void Unordered_replies_are_compared_as_sets_and_maps_by_their_pairs()
    {
        var step = MakeStep("%2|  \"a\"|  :1|  \"b\"|  :2", isUnordered: true);
        Assert.True(Expectation.IsMet(step, ["%2", "  \"b\"", "  :2", "  \"a\"", "  :1"]));
        Assert.False(Expectation.IsMet(step, ["%2", "  \"b\"", "  :1", "  \"a\"", "  :2"]));
    }

    static Step MakeStep(string expected, bool isUnordered) => new()
    {
        Connection = 1,
        Kind = StepKind.Request,
        Request = "",
        LineNumber = 1,
        IsUnordered = isUnordered,
        Expected = [.. expected.Split('|')],
    };
}
