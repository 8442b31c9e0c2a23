#include "gateway/evaluation/report/report.h"

#include "run_fixture.h"

#include "figures.h"
#include "html_text.h"
#include "pareto_chart.h"
#include "row_choice.h"
#include "word_marks.h"

#include <QBuffer>
#include <QXmlStreamReader>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using namespace Qt::StringLiterals;

namespace {

std::string reportOf(RunFile& run, const ReportOptions& options = {}, const std::optional<BaselineComparison>& baseline = std::nullopt)
{
    const auto results = resultsOf(run, std::nullopt);
    REQUIRE(results);
    QBuffer buffer;
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(writeReport(run, *results, baseline, buffer, options));
    return buffer.data().toStdString();
}

/// What a browser would see, as far as XML tells.
struct Parsed {
    std::string problem; ///< empty: well-formed
    QStringList elements;
    QStringList answers; ///< texts of the answers
    int marks = 0;
    int rows = 0;
};

Parsed parsed(const std::string& html)
{
    Parsed result;
    QXmlStreamReader xml(QByteArray::fromStdString(html));
    int answerDepth = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const QString kind = xml.attributes().value(u"class"_s).toString();
            result.elements.append(xml.name().toString());
            result.marks += xml.name() == u"mark"_s ? 1 : 0;
            result.rows += kind == u"row"_s ? 1 : 0;
            if (kind == u"text answer"_s)
                result.answers.append(QString());
            if (answerDepth > 0 || kind == u"text answer"_s)
                ++answerDepth;
        } else if (xml.isEndElement() && answerDepth > 0) {
            --answerDepth;
        } else if (xml.isCharacters() && answerDepth > 0) {
            result.answers.last().append(xml.text());
        }
    }
    if (xml.hasError())
        result.problem = xml.errorString().toStdString();
    return result;
}

RunAnswer saying(RunAnswer answer, const std::string& text)
{
    answer.text = text;
    return answer;
}

void finish(RunFile& run) { REQUIRE(run.setState(RunState::Finished, RunStopReason::None, timeAt(1'790'000'980'000))); }

std::string shown(const std::vector<TextPiece>& pieces)
{
    std::string text;
    for (const TextPiece& piece : pieces)
        text += piece.isMarked ? '[' + piece.text + ']' : piece.text;
    return text;
}

} // namespace

TEST_CASE("a report escapes whatever models and datasets say")
{
    const std::string hostile = std::string("</script></div><img src=x onerror=alert(1)>\"' &amp; \0 \x1b[1m \xff\xc3 \xef\xbf\xbf", 65);
    RunPlan plan = planFor(2, {"a/<b>\"x", "b/y"});
    plan.name = hostile;
    plan.datasetPath = u"/data/<i>.jsonl"_s;
    plan.judge = hostile;
    RunFixture fixture(plan);
    auto facts = factsFor(2, {hostile});
    facts[0] = {hostile, {hostile}, hostile, hostile};
    REQUIRE(fixture.run.addRows(facts));
    RunAnswer answer = saying(answerTo(0, 0, 1), hostile);
    answer.checks = {{{"type", hostile}, {"score", 1}, {"reason", hostile}}};
    REQUIRE(fixture.run.record(answer));
    RunAnswer failed = failureOf(0, 1);
    failed.error = asIs(hostile);
    failed.errorCode = hostile;
    REQUIRE(fixture.run.record(failed));
    finish(fixture.run);
    const std::string html = reportOf(fixture.run);
    const Parsed page = parsed(html);
    CHECK(page.problem == "");
    CHECK(page.elements.count(u"script"_s) == 1);
    CHECK_FALSE(page.elements.contains(u"img"_s));
    CHECK_FALSE(page.elements.contains(u"i>"_s));
    REQUIRE(page.answers.size() == 1);
    CHECK_THAT(page.answers.first().toStdString(), Catch::StartsWith("</script></div><img src=x onerror=alert(1)>\"' &amp; \xEF\xBF\xBD"));
    CHECK(html.find('\0') == std::string::npos);
}

TEST_CASE("a report allows its own style and script only and names no address")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    REQUIRE(fixture.run.record(answerTo(0, 0, 1)));
    const std::string html = reportOf(fixture.run);
    CHECK_THAT(html, Catch::Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"));
    CHECK(html.find("unsafe-inline") == std::string::npos);
    for (const char* const address : {"http:", "https:", "://", "url(", "@import", " style=", " src=", " href="}) {
        CAPTURE(address);
        CHECK(html.find(address) == std::string::npos);
    }
}

TEST_CASE("a report shows targets and rows with their differences")
{
    RunPlan plan = planFor(30, {"a/x", "b/y", "c/unpriced"});
    plan.judge = "d/judge";
    RunFixture fixture(plan);
    REQUIRE(fixture.run.addRows(factsFor(30, {"math"})));
    for (std::size_t row = 0; row < 30; ++row) {
        RunAnswer good = saying(answerTo(row, 0, 1), "Yes, within 30 days.");
        good.cost = usd(1000);
        RunAnswer bad = saying(answerTo(row, 1, 0), "Yes, within 14 days.");
        bad.cost = usd(10);
        RunAnswer unpriced = saying(answerTo(row, 2, 1), "yes,  WITHIN 30 days.");
        unpriced.isUnpriced = true;
        for (const RunAnswer& answer : {good, bad, unpriced})
            REQUIRE(fixture.run.record(answer));
    }
    finish(fixture.run);
    const std::string html = reportOf(fixture.run);
    const Parsed page = parsed(html);
    CHECK(page.problem == "");
    CHECK(page.rows == 30);
    CHECK(page.marks == 30); // "14" of each row
    CHECK_THAT(html, Catch::Contains("30 rows, finished "));
    CHECK_THAT(html, Catch::Contains("after 16 min 20 s"));
    CHECK_THAT(html, Catch::Contains("worse by 1.00 ("));
    CHECK_THAT(html, Catch::Contains("c/unpriced is not on the chart"));
    CHECK_THAT(html, Catch::Contains("data-is=\"scores answers\""));
    CHECK_THAT(html, Catch::Contains(">$1.00<"));
    CHECK_THAT(html, Catch::Contains("<dt>Cost</dt><dd>at least $0.0303<"));
    CHECK_THAT(html, Catch::Contains("class=\"disc\""));
    CHECK_THAT(html, Catch::Contains(">$0.001</td><td class=\"number\">$0.001<")); // p50 and p95 of an answer
    CHECK_THAT(html, Catch::Contains(">0 ms</td><td class=\"number\">+$0.00099<"));
    CHECK(html.find("Judged pairs") == std::string::npos);
}

TEST_CASE("a report shows how often the judge preferred which target")
{
    RunPlan plan = planFor(4, {"a/x", "b/y"});
    plan.judge = "d/judge";
    plan.isPairs = true;
    RunFixture fixture(plan);
    const bool isReadable = GENERATE(true, false);
    using Winner = PairVerdict::Winner;
    const Winner winners[] = {Winner::A, Winner::Tie, Winner::A, isReadable ? Winner::B : Winner::Unscored};
    for (std::size_t row = 0; row < 4; ++row)
        REQUIRE(fixture.run.record(PairVerdict{row, 0, 1, winners[row], true}));
    const std::string html = reportOf(fixture.run);
    CHECK(parsed(html).problem == "");
    CHECK_THAT(html, Catch::Contains("Judged pairs"));
    const std::string counts = isReadable ? ">2</td><td class=\"number\">1</td><td class=\"number\">1</td><td class=\"number\">0</td>"
                                          : ">2</td><td class=\"number\">0</td><td class=\"number\">1</td><td class=\"number\">1</td>";
    CHECK_THAT(html, Catch::Contains(counts));
    const std::string fact = "<dt>Pairs without a verdict</dt><dd>1 of 4</dd>";
    CHECK((html.find(fact) != std::string::npos) == !isReadable);
}

TEST_CASE("amounts are shown with two significant digits and their sign")
{
    CHECK(roundedText(usd(1234)) == "$0.0012");
    CHECK(signedText(usd(1234)) == "+$0.0012");
    CHECK(signedText(usd(-1234)) == "-$0.0012");
    CHECK(signedText(Money{Currency::Cny, -2 * kPicoOfUnit}) == "-¥2.00");
    CHECK(signedText(Money{}) == "+$0.00");
}

TEST_CASE("a report is written in Chinese")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    REQUIRE(fixture.run.record(answerTo(0, 0, 1)));
    ReportOptions options;
    options.locale = u"zh_CN"_s;
    const std::string html = reportOf(fixture.run, options);
    CHECK(parsed(html).problem == "");
    CHECK_THAT(html, Catch::Contains("lang=\"zh-CN\""));
    CHECK_THAT(html, Catch::Contains("质量与费用"));
}

TEST_CASE("a report prints messages as they are translated, and otherwise in English")
{
    RunFixture fixture(planFor(1, {"a/x", "b/y"}));
    RunAnswer answer = answerTo(0, 0, 0);
    answer.checks = {{{"type", "command"}, {"score", 0}, {"reason", {"exit status %1", "3"}}}, {{"type", "judge"}, {"score", 0.5}, {"reason", "half right"}}};
    REQUIRE(fixture.run.record(answer));
    RunAnswer failed = failureOf(0, 1);
    failed.error = {"the judge failed: %1", {std::string("no <money>")}};
    REQUIRE(fixture.run.record(failed));
    finish(fixture.run);
    const std::string english = reportOf(fixture.run);
    CHECK_THAT(english, Catch::Contains(": exit status 3<") && Catch::Contains(": half right<") && Catch::Contains("). the judge failed: no &lt;money&gt;<") && Catch::Contains("Failed: the judge failed: no &lt;money&gt; <"));
    ReportOptions options;
    options.translate = [](const Sentence& sentence) { return sentence.pattern.empty() ? sentence.text : '<' + sentence.pattern + '>' + toText(sentence.values.front()); };
    const std::string translated = reportOf(fixture.run, options);
    CHECK_THAT(translated, Catch::Contains(": &lt;exit status %1&gt;3<") && Catch::Contains(": half right<") && Catch::Contains("). &lt;the judge failed: %1&gt;no &lt;money&gt;<"));
    CHECK(translated.find(": the judge failed") == std::string::npos);
}

TEST_CASE("a report gives no verdict before the run is over")
{
    RunFixture fixture(planFor(30, {"a/x", "b/y"}));
    for (std::size_t row = 0; row < 30; ++row) {
        REQUIRE(fixture.run.record(answerTo(row, 0, 1)));
        REQUIRE(fixture.run.record(answerTo(row, 1, 0)));
    }
    const std::string html = reportOf(fixture.run);
    CHECK_THAT(html, Catch::Contains("Verdicts follow when the run is finished"));
    CHECK(html.find("worse by") == std::string::npos);
}

TEST_CASE("a report leaves out the rows that differ least and says where they are")
{
    RunFixture fixture(planFor(5, {"a/x", "b/y"}));
    REQUIRE(fixture.run.addRows(factsFor(5)));
    for (std::size_t row = 0; row < 5; ++row) {
        REQUIRE(fixture.run.record(answerTo(row, 0, 1)));
        REQUIRE(fixture.run.record(row == 4 ? failureOf(row, 1) : answerTo(row, 1, row == 2 ? 0.5 : 1)));
    }
    const auto choice = chooseRows(fixture.run, 3);
    REQUIRE(choice);
    CHECK(choice->rows == std::vector<std::size_t>{4, 2, 0});
    CHECK(choice->leftOut == 2);
    ReportOptions options;
    options.mostRows = 3;
    options.csvName = u"rows.csv"_s;
    const std::string html = reportOf(fixture.run, options);
    CHECK(parsed(html).rows == 3);
    CHECK_THAT(html, Catch::Contains("2 rows on which the targets differ less are left out. rows.csv has all rows."));
    CHECK_THAT(html, Catch::Contains("data-is=\"failed\""));
}

TEST_CASE("a report names the targets that changed since an earlier run")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    REQUIRE(fixture.run.record(answerTo(0, 0, 1)));
    finish(fixture.run);
    BaselineComparison baseline;
    baseline.name = "october";
    baseline.targets.push_back({"a/x", {}});
    baseline.targets.back().score.seen.difference = 0.01;
    const std::string html = reportOf(fixture.run, {}, baseline);
    CHECK_THAT(html, Catch::Contains("Against october"));
    CHECK_THAT(html, Catch::Contains("+0.01 for a/x, no difference shown"));
}

TEST_CASE("long answers are shortened between characters")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "中";
    REQUIRE(fixture.run.record(saying(answerTo(0, 0, 1), text)));
    const std::string html = reportOf(fixture.run);
    CHECK_THAT(html, Catch::Contains("Shortened."));
    CHECK(html.find("\xEF\xBF\xBD") == std::string::npos);
}

TEST_CASE("a report that cannot be written is an error")
{
    RunFixture fixture(planFor(1, {"a/x"}));
    const auto results = resultsOf(fixture.run, std::nullopt);
    QBuffer closed;
    REQUIRE(closed.open(QIODevice::ReadOnly));
    CHECK(writeReport(fixture.run, *results, std::nullopt, closed, {}).error().kind == ErrorKind::Io);
}

TEST_CASE("words that differ are marked with the white space between them")
{
    struct Row {
        const char* base;
        const char* other;
        const char* shownBase;
        const char* shownOther;
    };
    const auto row = GENERATE(values<Row>({
        {"in full within 30 days", "within 14 days", "[in full] within [30] days", "within [14] days"},
        {"Same  words", "same words", "Same  words", "same words"},
        {"", "new", "", "[new]"},
        {"能开增值税发票", "能开专用发票", "能开[增值税]发票", "能开[专用]发票"},
        {" a\n\nb ", "c", " [a\n\nb] ", "[c]"},
    }));
    CAPTURE(row.base, row.other);
    const auto pieces = markDifferences({row.base, row.other}, 0);
    CHECK(shown(pieces[0]) == row.shownBase);
    CHECK(shown(pieces[1]) == row.shownOther);
}

TEST_CASE("of several answers each is compared with the base")
{
    const auto pieces = markDifferences({"a b x", "a b c", "a y c"}, 1);
    CHECK(shown(pieces[0]) == "a b [x]");
    CHECK(shown(pieces[1]) == "a b c");
    CHECK(shown(pieces[2]) == "a [y] c");
    CHECK(shown(markDifferences({"alone"}, 0).front()) == "alone");
}

TEST_CASE("a chart has a place for what is free and names every point")
{
    RunResults results;
    results.plan.currency = Currency::Cny;
    const auto add = [&results](const char* name, double score, std::optional<std::int64_t> fen) {
        TargetResult& target = results.targets.emplace_back();
        target.name = name;
        target.score = statistics::ScoreEstimate{score, {score - 0.05, score + 0.05}};
        if (fen)
            target.costPerThousandRows = Money{Currency::Cny, *fen * (kPicoOfUnit / 100)};
    };
    const ReportWords words(u"en"_s);
    CHECK(paretoChart(results, words).empty());
    add("one", 0.5, 100);
    CHECK(parsed(paretoChart(results, words)).problem == "");
    add("free & open", 0.4, 0);
    add("expensive", 0.9, 10'000);
    add("unpriced", 0.7, std::nullopt);
    results.targets[2].isOnFront = true;
    const std::string svg = paretoChart(results, words);
    CHECK(parsed(svg).problem == "");
    CHECK_THAT(svg, Catch::Contains(">free<"));
    CHECK_THAT(svg, Catch::Contains(">free &amp; open<"));
    CHECK(svg.find("unpriced") == std::string::npos);
    CHECK(QString::fromStdString(svg).count(u"class=\"ring\""_s) == 2);
    CHECK(QString::fromStdString(svg).count(u"class=\"disc\""_s) == 1);
}
