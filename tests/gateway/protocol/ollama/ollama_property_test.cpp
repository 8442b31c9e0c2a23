#include "gateway/protocol/ollama/ollama_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <algorithm>
#include <random>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// Random conversations and answers with everything that Ollama's format can carry.
class Dice {
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
    {
    }

    int upTo(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most + 1)); }
    bool maybe() { return upTo(1) == 1; }

    std::string words()
    {
        static const std::vector<std::string> kWords{
            "a", " ", "\n", "\"", "\\", "é", "天", "😀", "{}", "call", "\t", "0", "\x01"};
        std::string text = "w";
        for (int i = upTo(12); i > 0; --i)
            text += kWords[static_cast<std::size_t>(upTo(static_cast<int>(kWords.size()) - 1))];
        return text;
    }

    Json value(int depth)
    {
        switch (upTo(depth > 0 ? 6 : 4)) {
        case 0:
            return nullptr;
        case 1:
            return maybe();
        case 2:
            return upTo(1'000'000) - 500'000;
        case 3:
            return upTo(1000) / 8.0;
        case 4:
            return words();
        case 5: {
            Json list = Json::array();
            for (int i = upTo(3); i > 0; --i)
                list.push_back(value(depth - 1));
            return list;
        }
        default:
            return object(depth - 1);
        }
    }

    Json object(int depth)
    {
        Json map = Json::object();
        for (int i = upTo(3); i > 0; --i)
            map[words()] = value(depth);
        return map;
    }

    Media image()
    {
        static const std::vector<std::string> kImages{"iVBORw0KGgo=", "/9j/4AAQ", "R0lGODlh", "AAAA"};
        Media media;
        media.data = kImages[static_cast<std::size_t>(upTo(3))];
        media.mediaType = sniffedType(media.data);
        return media;
    }

    ToolCall call(bool hasOwnId)
    {
        ToolCall call;
        call.hasOwnId = hasOwnId;
        call.id = hasOwnId ? "own_" + std::to_string(m_own++) : "call_" + std::to_string(m_made++);
        call.name = "tool_" + std::to_string(upTo(2));
        call.input = toText(object(2));
        return call;
    }

    Message message(Role role)
    {
        Message message;
        message.role = role;
        if (maybe() && role == Role::Assistant) {
            Thinking thought;
            thought.text = words();
            add(message, std::move(thought));
        }
        for (int i = maybe() ? 0 : upTo(2); i > 0; --i)
            add(message, image());
        if (upTo(3) > 0)
            add(message, Text{words(), {}, {}});
        return message;
    }

    void turnWithTools(std::vector<Message>& messages)
    {
        Message asked = message(Role::Assistant);
        Message answered;
        const bool hasOwnIds = maybe();
        for (int i = 1 + upTo(3); i > 0; --i) {
            ToolCall each = call(hasOwnIds);
            ToolResult result;
            result.callId = each.id;
            result.name = each.name;
            if (maybe())
                result.content.emplace_back(Text{words(), {}, {}});
            if (upTo(4) == 0)
                result.content.emplace_back(image());
            add(asked, std::move(each));
            add(answered, std::move(result));
        }
        messages.push_back(std::move(asked));
        messages.push_back(std::move(answered));
    }

    Conversation conversation()
    {
        Conversation told;
        told.origin = Format::OllamaChat;
        told.model = "m";
        told.isStream = maybe();
        told.includeUsage = true;
        for (int i = upTo(6); i > 0; --i) {
            static constexpr Role kRoles[] = {Role::System, Role::User, Role::Assistant};
            if (upTo(2) == 0)
                turnWithTools(told.messages);
            told.messages.push_back(message(kRoles[upTo(2)]));
        }
        for (int i = upTo(3); i > 0; --i)
            if (Tool made = tool(); std::ranges::find(told.tools, made.name, &Tool::name) == told.tools.end()) // only the last of duplicates is read
                told.tools.push_back(std::move(made));
        choose(told.output);
        choose(told.reasoning);
        choose(told.sampling);
        if (maybe()) {
            Json rest{{"num_ctx", upTo(100000)}};
            if (!told.sampling.seed)
                rest["seed"] = -1;
            told.extras.emplace_back("options", std::move(rest));
        }
        if (maybe())
            told.extras.emplace_back("keep_alive", maybe() ? Json("5m") : Json(-1));
        if (maybe())
            told.extras.emplace_back("new_field", value(2).is_null() ? Json(1) : object(2));
        return told;
    }

    ModelAnswer answer()
    {
        ModelAnswer answer;
        answer.model = "m";
        Choice choice;
        bool hasCalls = false;
        bool isText = maybe();
        for (int i = upTo(4); i > 0; --i, isText = !isText) {
            Thinking thought;
            thought.text = words();
            choice.parts.push_back({isText ? Content(Text{words(), {}, {}}) : Content(thought), {}});
            for (int calls = maybe() ? 0 : upTo(2); calls > 0; --calls, hasCalls = true)
                choice.parts.push_back({call(true), {}});
        }
        choice.stop = upTo(3) == 0 ? StopReason::Length : hasCalls ? StopReason::ToolCalls : StopReason::Stop;
        answer.choices.push_back(std::move(choice));
        answer.usage.input = Tokens{upTo(100000)};
        answer.usage.output = Tokens{upTo(100000)};
        return answer;
    }

private:
    static void add(Message& message, Content content) { message.parts.push_back({std::move(content), {}}); }

    Tool tool()
    {
        Tool tool;
        tool.name = "tool_" + std::to_string(upTo(2));
        tool.description = maybe() ? words() : "";
        tool.parameters = Json{{"type", "object"}, {"properties", Json::object()}};
        for (int i = upTo(3); i > 0; --i)
            tool.parameters["properties"][words()] = Json{{"type", "string"}, {"description", words()}};
        return tool;
    }

    void choose(OutputFormat& output)
    {
        output.kind = maybe() ? OutputFormat::Kind::Unsaid
            : maybe()         ? OutputFormat::Kind::JsonObject
                              : OutputFormat::Kind::JsonSchema;
        if (output.kind == OutputFormat::Kind::JsonSchema)
            output.schema = Json{{"type", "object"}, {"properties", object(1)}};
    }

    void choose(Reasoning& reasoning)
    {
        static const std::vector<std::string> kLevels{"low", "medium", "high", "max"};
        if (maybe())
            return;
        reasoning.enabled = maybe();
        if (*reasoning.enabled && maybe())
            reasoning.effort = kLevels[static_cast<std::size_t>(upTo(3))];
    }

    void choose(Sampling& sampling)
    {
        for (const auto member : {&Sampling::temperature, &Sampling::topP, &Sampling::minP, &Sampling::frequencyPenalty,
                 &Sampling::presencePenalty, &Sampling::repetitionPenalty})
            if (maybe())
                sampling.*member = upTo(2000) / 1000.0;
        for (const auto member : {&Sampling::topK, &Sampling::seed, &Sampling::maxTokens, &Sampling::topLogProbs})
            if (maybe())
                sampling.*member = 1 + upTo(1000);
        for (int i = upTo(2); i > 0; --i)
            sampling.stop.push_back(words());
        if (maybe())
            sampling.logProbs = maybe();
    }

    std::mt19937 m_random;
    int m_own = 0;
    int m_made = 0;
};

constexpr unsigned kRounds = 400;

} // namespace

TEST_CASE("random Ollama conversations survive writing and reading unchanged")
{
    std::size_t messages = 0;
    std::size_t parts = 0;
    for (unsigned seed = 0; seed < kRounds; ++seed) {
        CAPTURE(seed);
        const Conversation told = Dice(seed).conversation();
        messages += told.messages.size();
        for (const Message& message : told.messages)
            parts += message.parts.size();
        tests::checkNeutralIdentity(ollamaChatCodec(), told);
    }
    CHECK(messages > 5 * kRounds / 2);
    WARN(kRounds << " conversations with " << messages << " messages and " << parts << " parts came back the same");
}

TEST_CASE("random Ollama answers survive bodies and streams unchanged")
{
    AnswerContext context;
    context.model = "m";
    for (unsigned seed = 0; seed < kRounds; ++seed) {
        CAPTURE(seed);
        ModelAnswer answer = Dice(seed).answer();
        const auto encoder = ollamaChatCodec().makeEncoder(context);
        std::string stream;
        for (const AnswerEvent& event : eventsOf(answer))
            encoder->write(event, stream);
        AnswerBuilder builder;
        const auto events = tests::decoded(ollamaChatCodec(), {stream});
        tests::checkOrder(events);
        for (const AnswerEvent& event : events)
            builder.take(event);
        CHECK(builder.isWhole());
        CHECK(tests::describe(builder.answer()).dump(1) == tests::describe(answer).dump(1));
        if (seed % 100 == 0)
            tests::checkStreamIdentity(ollamaChatCodec(), answer);
    }
}
