#include "gateway/protocol/conversation/adaptation/stop_watch.h"

#include "scripted.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway::protocol;
using namespace tests;

namespace {

struct StoppedText {
    const char* name;
    std::vector<std::string> sequences;
    std::vector<std::string> pieces;
    const char* text; ///< the text before the stop sequence
    const char* met; ///< the stop sequence that matched; null: none
};

StoppedText anyText()
{
    return GENERATE(values<StoppedText>({
        {"inside a piece", {"END"}, {"one END two"}, "one ", "END"},
        {"split over three pieces", {"</answer>"}, {"yes</a", "ns", "wer> more"}, "yes", "</answer>"},
        {"at the very beginning", {"\n"}, {"\nHello"}, "", "\n"},
        {"only a prefix", {"STOP"}, {"a ST", "AR"}, "a STAR", nullptr},
        {"a prefix at the end of the text", {"STOP"}, {"a STO"}, "a STO", nullptr},
        {"that overlaps itself", {"aab"}, {"a", "a", "a", "b", "c"}, "a", "aab"},
        {"the one that ends first", {"abcd", "bc"}, {"xabcd"}, "xa", "bc"},
        {"the longest of those that end together", {"c", "bc"}, {"ab", "c"}, "a", "bc"},
        {"in multi-byte characters", {"。完"}, {"好。", "完了"}, "好", "。完"},
        {"none", {"END"}, {"one", " two"}, "one two", nullptr},
    }));
}

} // namespace

TEST_CASE("ends a streamed text before a stop sequence however it is split")
{
    const StoppedText row = anyText();
    CAPTURE(row.name);
    const auto script = saidInPieces(row.pieces);
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = stoppingAt(std::make_unique<ScriptedDecoder>(script), row.sequences, 1, work);
    auto builder = built(allOf(*decoder, script.size()));
    REQUIRE(builder.isWhole());
    const Choice& choice = builder.answer().choices.front();
    CHECK(textOf(choice) == row.text);
    CHECK((choice.stop == StopReason::StopSequence) == (row.met != nullptr));
    CHECK(choice.stopSequence == (row.met ? row.met : ""));
    CHECK(work->isStopped == (row.met != nullptr));
}

TEST_CASE("ends a complete text before a stop sequence")
{
    const StoppedText row = anyText();
    CAPTURE(row.name);
    ModelAnswer answer = std::move(built(saidInPieces(row.pieces)).answer());
    CHECK(stopAt(row.sequences, answer) == (row.met != nullptr));
    CHECK(textOf(answer.choices.front()) == row.text);
    CHECK(answer.choices.front().stopSequence == (row.met ? row.met : ""));
}

TEST_CASE("holds back only text that may start a stop sequence")
{
    const auto script = saidInPieces({"Hello wor", "ld E", "NT END", " more"});
    const auto decoder = stoppingAt(std::make_unique<ScriptedDecoder>(script), {"END"}, 1, std::make_shared<StreamMeter::Work>());
    std::vector<AnswerEvent> events;
    std::string text;
    std::vector<std::string> after;
    for (std::size_t i = 0; i < script.size(); ++i) {
        events.clear();
        decoder->feed("x", events);
        for (const AnswerEvent& event : events)
            if (const auto* const grew = std::get_if<PartGrew>(&event))
                text += grew->text;
        after.push_back(text);
    }
    CHECK(after[2] == "Hello wor");
    CHECK(after[3] == "Hello world ");
    CHECK(after[4] == "Hello world ENT ");
    CHECK(after.back() == "Hello world ENT ");
}

TEST_CASE("keeps usage that arrives together with the stop sequence")
{
    class AtOnce : public AnswerDecoder {
        void feed(std::string_view, std::vector<AnswerEvent>& events) override
        {
            const auto all = saidInPieces({"one END"});
            events.insert(events.end(), all.begin(), all.end() - 1);
        }
        void finish(std::vector<AnswerEvent>&) override { }
    };
    const auto decoder = stoppingAt(std::make_unique<AtOnce>(), {"END"}, 1, std::make_shared<StreamMeter::Work>());
    auto builder = built(allOf(*decoder, 1));
    CHECK(builder.isWhole());
    CHECK(builder.answer().usage.output == gateway::Tokens{7});
}

TEST_CASE("ignores thoughts and calls and keeps the stream open for unfinished choices")
{
    std::vector<AnswerEvent> script{AnswerBegun{}, PartBegun{0, 0, Thinking{}}, PartGrew{0, 0, PartGrew::What::Text, "END", {}, 0}, PartEnded{0, 0}};
    ToolCall call;
    call.id = "c";
    call.name = "END";
    script.emplace_back(PartBegun{1, 0, call});
    script.emplace_back(PartGrew{1, 0, PartGrew::What::Input, R"({"a":"END"})", {}, 0});
    script.emplace_back(PartEnded{1, 0});
    script.emplace_back(PartBegun{0, 1, Text{}});
    script.emplace_back(PartGrew{0, 1, PartGrew::What::Text, "one END", {}, 0});
    const std::size_t first = script.size();
    script.emplace_back(PartGrew{0, 1, PartGrew::What::Text, " two", {}, 0});
    script.emplace_back(ChoiceEnded{1, StopReason::ToolCalls, {}, {}});
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = stoppingAt(std::make_unique<ScriptedDecoder>(script), {"END"}, 2, work);
    std::vector<AnswerEvent> events;
    for (std::size_t i = 0; i < first; ++i)
        decoder->feed("x", events);
    CHECK_FALSE(work->isStopped);
    decoder->finish(events);
    CHECK(work->isStopped);
    auto builder = built(events);
    REQUIRE(builder.answer().choices.size() == 2);
    CHECK(textOf(builder.answer().choices[0]) == "one ");
    CHECK(std::get<ToolCall>(builder.answer().choices[1].parts.at(0).content).input == R"({"a":"END"})");
    CHECK(builder.answer().choices[1].stop == StopReason::ToolCalls);
}

TEST_CASE("ends log probabilities where the text ends")
{
    const auto token = [](const char* text) { return gateway::Json{{"token", text}, {"logprob", -0.5}}; };
    std::vector<AnswerEvent> script{AnswerBegun{}, PartBegun{0, 0, Text{}}};
    for (const char* const piece : {"one", " E", "ND", " two"})
        script.emplace_back(PartGrew{0, 0, PartGrew::What::Text, piece, gateway::Json{{"content", {token(piece)}}}, 0});
    script.emplace_back(PartEnded{0, 0});
    script.emplace_back(ChoiceEnded{0, StopReason::Stop, {}, {}});
    script.emplace_back(AnswerEnded{});
    const auto decoder = stoppingAt(std::make_unique<ScriptedDecoder>(script), {"END"}, 1, std::make_shared<StreamMeter::Work>());
    CHECK(built(allOf(*decoder, script.size())).answer().choices[0].logProbs["content"].size() == 1);
    ModelAnswer whole = std::move(built(script).answer());
    REQUIRE(whole.choices[0].logProbs["content"].size() == 4);
    CHECK(stopAt({"END"}, whole));
    CHECK(whole.choices[0].logProbs["content"].size() == 1);
}
