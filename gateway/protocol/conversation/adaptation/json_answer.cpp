#include "json_answer.h"

#include "event_filter.h"

#include "gateway/core/error.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMostTries = 64; // positions at which a value may begin

bool isCall(const Json& json) { return !json::textOf(json, "name").empty() && json::fieldOf(json, "arguments").is_object(); }

bool isWanted(std::string_view text, JsonKind kind)
{
    if (text.empty())
        return false;
    const bool isOfKind = kind == JsonKind::Any || text.front() == '{' || (kind == JsonKind::Container && text.front() == '[');
    const auto json = isOfKind ? parseJson(text) : Result<Json>(failure(ErrorKind::UpstreamProtocolError, {}));
    return json && (kind != JsonKind::Call || isCall(*json));
}

/// The length of the object or array at the beginning of `text`, by its brackets; 0 if it does not end.
std::size_t bracketed(std::string_view text)
{
    std::size_t depth = 0;
    bool isInside = false; // inside a string
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInside && c == '\\') {
            ++i;
        } else if (c == '"') {
            isInside = !isInside;
        } else if (!isInside && (c == '{' || c == '[')) {
            ++depth;
        } else if (!isInside && (c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

bool isOther(const Content& content) { return !std::holds_alternative<Text>(content) && !std::holds_alternative<Thinking>(content); }

/// Whether the choice finished normally.
bool isThrough(StopReason stop) { return stop == StopReason::Stop || stop == StopReason::Unknown; }

class JsonDecoder final : public EventFilter {
public:
    JsonDecoder(std::unique_ptr<AnswerDecoder> decoder, JsonKind kind, std::string why, std::shared_ptr<StreamMeter::Work> work)
        : EventFilter(std::move(decoder)), m_kind(kind), m_why(std::move(why)), m_work(std::move(work))
    {
    }

protected:
    void take(AnswerEvent event, std::vector<AnswerEvent>& events) override
    {
        if (m_isOver || (m_work->lacksJson && !std::holds_alternative<AnswerFailed>(event)))
            return takeRest(event, events);
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            begin(*begun, events);
        if (const auto* const choice = std::get_if<ChoiceEnded>(&event); choice && !endChoice(*choice, events))
            return;
        m_isOver = std::holds_alternative<AnswerEnded>(event) || std::holds_alternative<AnswerFailed>(event);
        if (m_isOver)
            releaseAll(events);
        State* const state = stateOf(event);
        if (state && state->isText && !state->hasCalled)
            hold(*state, std::move(event));
        else
            tell(state, std::move(event), events);
    }

    void ended(std::vector<AnswerEvent>& events) override
    {
        releaseAll(events);
        if (m_work->lacksJson)
            fail(events);
    }

private:
    struct State {
        bool isText = false; ///< the open part is a text
        bool hasOther = false; ///< other than texts and reasoning: a refusal, an image
        bool hasCalled = false;
        int parts = 0; ///< that were sent
        std::string text;
        std::vector<AnswerEvent> held;
    };

    State* stateOf(const AnswerEvent& event)
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            return &m_choices[begun->choice];
        if (const auto* const grew = std::get_if<PartGrew>(&event))
            return &m_choices[grew->choice];
        const auto* const part = std::get_if<PartEnded>(&event);
        return part ? &m_choices[part->choice] : nullptr;
    }

    void begin(const PartBegun& begun, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[begun.choice];
        state.isText = std::holds_alternative<Text>(begun.content);
        state.hasOther = state.hasOther || isOther(begun.content);
        if (!std::holds_alternative<ToolCall>(begun.content) || std::exchange(state.hasCalled, true))
            return;
        release(state, events);
    }

    static void hold(State& state, AnswerEvent event)
    {
        if (const auto* const grew = std::get_if<PartGrew>(&event); grew && grew->what == PartGrew::What::Text)
            state.text += grew->text;
        state.held.push_back(std::move(event));
    }

    static void tell(State* state, AnswerEvent event, std::vector<AnswerEvent>& events)
    {
        if (state)
            number(event, state->parts);
        events.push_back(std::move(event));
    }

    static void release(State& state, std::vector<AnswerEvent>& events)
    {
        state.text.clear();
        for (AnswerEvent& event : std::exchange(state.held, {}))
            tell(&state, std::move(event), events);
    }

    void releaseAll(std::vector<AnswerEvent>& events)
    {
        for (auto& [choice, state] : m_choices)
            release(state, events);
    }

    /// Takes the usage of an answer that has failed.
    void takeRest(const AnswerEvent& event, std::vector<AnswerEvent>& events)
    {
        if (const auto* const told = std::get_if<UsageReported>(&event))
            m_usage = told->usage;
        else if (std::holds_alternative<AnswerEnded>(event))
            fail(events);
    }

    void fail(std::vector<AnswerEvent>& events)
    {
        if (!std::exchange(m_isOver, true))
            events.emplace_back(AnswerFailed{{m_why, std::string(errorInfo(ErrorKind::UpstreamProtocolError).code), {}, 0}, m_usage});
    }

    /// False if the answer has failed, which is reported once its usage is known.
    bool endChoice(const ChoiceEnded& choice, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[choice.choice];
        if (state.hasCalled || (state.held.empty() && state.hasOther) || !isThrough(choice.stop)) {
            release(state, events);
            return true;
        }
        auto json = jsonIn(state.text, m_kind);
        if (!json) {
            m_work->lacksJson = true;
            state.held.clear();
            return false;
        }
        if (json->size() == trimmed(state.text, kBlanks).size()) {
            release(state, events); // there is nothing around it
            return true;
        }
        state.held.clear();
        tell(&state, PartBegun{choice.choice, 0, Text{}}, events);
        tell(&state, PartGrew{choice.choice, 0, PartGrew::What::Text, std::move(*json), {}, 0}, events);
        tell(&state, PartEnded{choice.choice, 0}, events);
        return true;
    }

    const JsonKind m_kind;
    const std::string m_why;
    const std::shared_ptr<StreamMeter::Work> m_work;
    std::map<int, State> m_choices;
    TokenUsage m_usage; // of an answer that has failed
    bool m_isOver = false;
};

bool isText(const Part& part) { return std::holds_alternative<Text>(part.content); }

bool keepJsonOf(Choice& choice, JsonKind kind)
{
    const auto isCall = [](const Part& part) { return std::holds_alternative<ToolCall>(part.content); };
    if (!isThrough(choice.stop) || std::ranges::any_of(choice.parts, isCall))
        return true;
    if (std::ranges::none_of(choice.parts, isText)) // then it needs a refusal or the like
        return std::ranges::any_of(choice.parts, [](const Part& part) { return isOther(part.content); });
    std::string all;
    for (const Part& part : choice.parts)
        if (const auto* const text = std::get_if<Text>(&part.content))
            all += text->text;
    auto json = jsonIn(all, kind);
    if (!json)
        return false;
    if (json->size() == trimmed(all, kBlanks).size())
        return true;
    bool isFirst = true;
    std::erase_if(choice.parts, [&isFirst](const Part& part) { return isText(part) && !std::exchange(isFirst, false); });
    Text text;
    text.text = std::move(*json);
    std::ranges::find_if(choice.parts, isText)->content = std::move(text);
    choice.logProbs = {}; // they belong to more than the JSON
    return true;
}

} // namespace

std::optional<std::string> jsonIn(std::string_view text, JsonKind kind)
{
    const bool takesArrays = kind == JsonKind::Container || kind == JsonKind::Any;
    const std::string_view whole = trimmed(text, kBlanks);
    if (isWanted(whole, kind))
        return std::string(whole);
    std::optional<std::string> found;
    std::size_t begin = whole.find_first_of("{[");
    for (std::size_t tries = 0; begin != std::string_view::npos && tries < kMostTries; ++tries) {
        const std::string_view rest = whole.substr(begin);
        const std::string_view value = rest.substr(0, bracketed(rest));
        const bool isOne = !value.empty() && isWanted(value, kind == JsonKind::Call ? kind : JsonKind::Container);
        const bool isArray = isOne && value.front() == '[';
        if (isOne && isArray && !takesArrays && value.find('{') != std::string_view::npos)
            return std::nullopt; // several objects
        if (isOne && (!isArray || takesArrays)) {
            if (found)
                return std::nullopt;
            found = std::string(value);
        }
        begin = whole.find_first_of("{[", begin + (isOne ? value.size() : 1));
    }
    return begin == std::string_view::npos ? found : std::nullopt;
}

std::unique_ptr<AnswerDecoder> holdingJson(std::unique_ptr<AnswerDecoder> decoder, JsonKind kind, std::string why,
                                           std::shared_ptr<StreamMeter::Work> work)
{
    return std::make_unique<JsonDecoder>(std::move(decoder), kind, std::move(why), std::move(work));
}

bool keepJson(ModelAnswer& answer, JsonKind kind)
{
    return std::ranges::all_of(answer.choices, [kind](Choice& choice) { return keepJsonOf(choice, kind); });
}

} // namespace gateway::protocol
