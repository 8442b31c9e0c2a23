#include "gateway/protocol/conversation/adaptation/whole_answer_hold.h"

#include "catch.h"

#include <utility>

using namespace gateway::protocol;

namespace {

/// Emits one event for each piece.
class Script : public AnswerDecoder {
public:
    explicit Script(std::vector<AnswerEvent> events) : m_events(std::move(events)) { }
    void feed(std::string_view, std::vector<AnswerEvent>& events) override { events.push_back(m_events.at(m_next++)); }
    void finish(std::vector<AnswerEvent>&) override { }

private:
    std::vector<AnswerEvent> m_events;
    std::size_t m_next = 0;
};

/// One letter for each part: Text, whole Answer, Call, tHought.
std::vector<AnswerEvent> eventsOfParts(const std::string& kinds)
{
    std::vector<AnswerEvent> events{AnswerBegun{}};
    int part = 0;
    for (const char kind : kinds) {
        Text answer;
        answer.isWholeAnswer = true;
        const Content content = kind == 'T' ? Content(Text{}) : kind == 'A' ? Content(answer) : kind == 'C' ? Content(ToolCall{}) : Content(Thinking{});
        events.emplace_back(PartBegun{0, part, content});
        events.emplace_back(PartGrew{0, part, PartGrew::What::Text, std::string(1, kind), {}, 0});
        events.emplace_back(PartEnded{0, part++});
    }
    events.emplace_back(ChoiceEnded{});
    events.emplace_back(AnswerEnded{});
    return events;
}

} // namespace

TEST_CASE("holds back text until it is known whether it belongs to the answer")
{
    struct Row {
        const char* said;
        const char* told;
        std::size_t heldAfterFirst; ///< events emitted by the end of the first part
    };
    const auto row = GENERATE(values<Row>({
        {"TA", "A", 1},
        {"TAT", "A", 1},
        {"HTA", "HA", 4},
        {"THA", "HA", 1},
        {"T", "T", 1},
        {"TT", "TT", 1},
        {"TC", "TC", 1},
        {"CT", "CT", 4},
        {"A", "A", 4},
    }));
    CAPTURE(row.said);
    const auto script = eventsOfParts(row.said);
    const auto decoder = holdingTexts(std::make_unique<Script>(script));
    std::vector<AnswerEvent> events;
    for (std::size_t i = 0; i < script.size(); ++i) {
        decoder->feed("x", events);
        if (i == 3)
            CHECK(events.size() == row.heldAfterFirst);
    }
    decoder->finish(events);
    std::string told;
    int part = -1;
    for (const AnswerEvent& event : events) {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            CHECK(begun->part == ++part);
        if (const auto* const grew = std::get_if<PartGrew>(&event)) {
            CHECK(grew->part == part);
            told += grew->text;
        }
    }
    CHECK(told == row.told);
    CHECK(std::holds_alternative<AnswerEnded>(events.back()));
}
