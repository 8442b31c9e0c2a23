#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include <random>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

constexpr const char* kPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

/// Everything in the neutral form that this format can carry.
class Invention {
public:
    explicit Invention(unsigned seed)
        : m_random(seed)
    {
    }

    Conversation conversation()
    {
        Conversation out;
        out.origin = Format::Anthropic;
        out.model = "m" + text();
        out.isStream = flip();
        if (flip())
            out.messages.push_back(message(Role::System));
        const int turns = 1 + below(4);
        for (int i = 0; i < turns; ++i)
            addTurn(out);
        addTools(out);
        addReasoning(out);
        addOptions(out);
        return out;
    }

    ModelAnswer answer()
    {
        ModelAnswer out;
        out.model = "m" + text();
        out.usage.input = Tokens{below(1000)};
        out.usage.output = Tokens{below(1000)};
        if (flip())
            out.usage.cachedInput = Tokens{below(1000)};
        if (flip())
            out.usage.cacheWrite = Tokens{below(1000)};
        if (flip())
            out.usage.reasoning = Tokens{below(1000)};
        Choice choice;
        for (int i = below(5); i >= 0; --i)
            choice.parts.push_back({answerContent(), {}});
        bool hasCall = false;
        for (const Part& part : choice.parts)
            hasCall = hasCall || std::holds_alternative<ToolCall>(part.content);
        constexpr StopReason kReasons[] = {StopReason::Length, StopReason::StopSequence, StopReason::Pause,
            StopReason::Refusal, StopReason::ContextFull, StopReason::Stop};
        choice.stop = hasCall ? StopReason::ToolCalls : kReasons[below(6)];
        if (choice.stop == StopReason::StopSequence)
            choice.stopSequence = text();
        out.choices.push_back(std::move(choice));
        return out;
    }

private:
    int below(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most)); }
    bool flip() { return below(2) == 0; }
    bool rarely() { return below(4) == 0; }

    std::string text()
    {
        static const std::vector<std::string> kWords{
            "a", "Grüße", "\"quoted\"", "line\nbreak", "👋", "\\", "tab\t.", "<tag>", "{\"x\":1}", "\u2028"};
        std::string all = kWords[static_cast<std::size_t>(below(10))];
        while (flip())
            all += kWords[static_cast<std::size_t>(below(10))];
        return all;
    }
    std::string id() { return "toolu_" + std::to_string(m_next++); }
    std::string input() { return flip() ? std::string() : toText(Json{{"k" + text(), text()}, {"n", below(9)}}); }
    Json cache() { return rarely() ? Json{{"type", "ephemeral"}} : Json(); }
    Text cited()
    {
        Text result{text(), {}, Format::Anthropic};
        if (rarely())
            result.annotations = Json::array({Json{{"type", "page_location"}, {"cited_text", text()}}});
        return result;
    }

    Media media()
    {
        Media out;
        out.extras.format = Format::Anthropic;
        const bool isImage = flip();
        out.kind = isImage ? Media::Kind::Image : Media::Kind::File;
        switch (below(3)) {
        case 0:
            out.data = kPng;
            out.mediaType = isImage ? "image/png" : "application/pdf";
            break;
        case 1:
            out.url = "https://example.com/" + std::to_string(below(9));
            break;
        default:
            out.fileId = "file_" + std::to_string(below(9));
        }
        if (!isImage && flip())
            out.name = text();
        if (!isImage && rarely())
            out.extras.value = Json{{"citations", Json{{"enabled", true}}}, {"context", text()}};
        return out;
    }

    /// Content that other formats receive as text.
    Text told()
    {
        const std::string words = text();
        const Json content = Json::array({Json{{"type", "text"}, {"text", words}}});
        if (flip())
            return {.text = "Search result: T\nSource: s\n\n" + words,
                .original = {Format::Anthropic,
                    Json{{"type", "search_result"}, {"title", "T"}, {"source", "s"}, {"content", content}}}};
        return {.text = "Document:\n\n" + words,
            .original = {Format::Anthropic,
                Json{{"type", "document"}, {"source", Json{{"type", "content"}, {"content", content}}}}}};
    }

    Thinking thinking()
    {
        Thinking out;
        out.origin = Format::Anthropic;
        if (rarely()) {
            out.encrypted = "EmwKAhgB";
        } else {
            out.signature = "Eq" + std::to_string(below(1000));
            if (flip())
                out.text = text();
        }
        return out;
    }

    ToolCall call()
    {
        ToolCall out;
        out.id = id();
        out.name = "tool_" + std::to_string(below(3));
        out.input = input();
        if (rarely())
            out.extras = {Format::Anthropic, Json{{"caller", Json{{"type", "direct"}}}}};
        return out;
    }

    Content answerContent()
    {
        switch (below(4)) {
        case 0:
            return thinking();
        case 1:
            return call();
        case 2:
            return Opaque{
                Format::Anthropic, Json{{"type", "server_tool_use"}, {"id", id()}, {"input", Json{{"q", text()}}}}};
        default:
            return cited();
        }
    }

    Message message(Role role)
    {
        Message out;
        out.role = role;
        for (int i = below(3); i >= 0; --i)
            out.parts.push_back({Text{text(), {}, Format::Anthropic}, cache()});
        return out;
    }

    /// A user message, sometimes a system message, and an answer with the results of its calls.
    void addTurn(Conversation& out)
    {
        Message user = message(Role::User);
        if (flip())
            user.parts.push_back({media(), cache()});
        if (rarely())
            user.parts.push_back({told(), cache()});
        if (rarely())
            user.parts.push_back({Opaque{Format::Anthropic, Json{{"type", "container_upload"}, {"file_id", "f"}}}, {}});
        out.messages.push_back(std::move(user));
        if (rarely())
            out.messages.push_back(message(Role::System));
        Message assistant;
        assistant.role = Role::Assistant;
        assistant.parts.push_back({thinking(), {}});
        Message results;
        for (int i = below(4); i >= 0; --i) {
            Part part{answerContent(), {}};
            if (!std::holds_alternative<Thinking>(part.content) && !std::holds_alternative<Opaque>(part.content))
                part.cacheControl = cache();
            if (const auto* made = std::get_if<ToolCall>(&part.content))
                results.parts.insert(flip() ? results.parts.begin() : results.parts.end(), {result(*made), cache()});
            assistant.parts.push_back(std::move(part));
        }
        out.messages.push_back(std::move(assistant));
        if (!results.parts.empty())
            out.messages.push_back(std::move(results));
    }

    ToolResult result(const ToolCall& of)
    {
        ToolResult out;
        out.callId = of.id;
        out.name = of.name;
        out.isError = rarely();
        for (int i = below(3); i > 0; --i)
            if (rarely())
                out.content.emplace_back(media());
            else if (rarely())
                out.content.emplace_back(told());
            else
                out.content.emplace_back(Text{text(), {}, {}});
        if (rarely())
            out.content.emplace_back(Opaque{Format::Anthropic, Json{{"type", "tool_reference"}, {"tool_name", "x"}}});
        return out;
    }

    void addTools(Conversation& out)
    {
        for (int i = below(4); i > 0; --i) {
            Tool tool;
            tool.origin = Format::Anthropic;
            if (rarely()) {
                tool.kind = Tool::Kind::BuiltIn;
                tool.name = "bash_20250124";
                tool.definition = Json{{"type", "bash_20250124"}, {"name", "bash"}};
            } else {
                tool.name = "tool_" + std::to_string(i);
                tool.description = flip() ? text() : std::string();
                tool.parameters = Json{{"type", "object"}, {"properties", Json{{"a", Json{{"type", "string"}}}}}};
                if (rarely())
                    tool.strict = flip();
                tool.cacheControl = cache();
                if (rarely())
                    tool.extras = Json{{"defer_loading", true}};
            }
            out.tools.push_back(std::move(tool));
        }
        if (out.tools.empty())
            return;
        using Kind = ToolChoice::Kind;
        constexpr Kind kKinds[] = {Kind::Unsaid, Kind::Auto, Kind::None, Kind::Required, Kind::Named};
        out.toolChoice.kind = kKinds[below(5)];
        if (out.toolChoice.kind == Kind::Named)
            out.toolChoice.name = "tool_1";
        if (out.toolChoice.kind != Kind::Unsaid && out.toolChoice.kind != Kind::None && flip())
            out.parallelCalls = flip();
    }

    void addReasoning(Conversation& out)
    {
        Reasoning& reasoning = out.reasoning;
        switch (below(4)) {
        case 0:
            reasoning.enabled = false;
            break;
        case 1:
            reasoning.enabled = true;
            reasoning.isAdaptive = true;
            break;
        case 2:
            reasoning.enabled = true;
            reasoning.budget = 1024 + below(9999);
            break;
        default:
            break;
        }
        if (reasoning.enabled == true && flip())
            reasoning.isShown = flip();
        if (flip())
            reasoning.effort = flip() ? "low" : "xhigh";
    }

    void addOptions(Conversation& out)
    {
        out.sampling.maxTokens = 1 + below(32000);
        if (flip())
            out.sampling.temperature = below(8) / 8.0;
        if (flip())
            out.sampling.topP = below(8) / 8.0;
        if (flip())
            out.sampling.topK = below(100);
        for (int i = below(3); i > 0; --i)
            out.sampling.stop.push_back(text());
        if (flip())
            out.user = text();
        if (rarely())
            out.metadata = Json{{"trace", text()}};
        if (flip())
            out.serviceTier = flip() ? "auto" : "default";
        if (flip()) {
            out.output.kind = OutputFormat::Kind::JsonSchema;
            out.output.schema = Json{{"type", "object"}, {"title", text()}};
        }
        out.cacheControl = cache();
        if (rarely())
            out.extras.emplace_back("output_config", Json{{"task_budget", Json{{"total", below(9)}}}});
        if (rarely())
            out.extras.emplace_back("context_management", Json{{"edits", Json::array()}, {"x", text()}});
    }

    std::mt19937 m_random;
    int m_next = 0;
};

/// Encoded and decoded in one piece.
ModelAnswer throughStream(const ModelAnswer& answer, const AnswerContext& context)
{
    const auto encoder = anthropicCodec().makeEncoder(context);
    std::string stream;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    AnswerBuilder builder;
    for (const AnswerEvent& event : decoded(anthropicCodec(), {stream}))
        builder.take(event);
    CHECK(builder.isWhole());
    return builder.answer();
}

} // namespace

TEST_CASE("random conversations survive writing and reading unchanged")
{
    constexpr unsigned kRounds = 500;
    std::size_t parts = 0;
    for (unsigned seed = 1; seed <= kRounds; ++seed) {
        CAPTURE(seed);
        const Conversation conversation = Invention(seed).conversation();
        for (const Message& message : conversation.messages)
            parts += message.parts.size();
        checkNeutralIdentity(anthropicCodec(), conversation);
    }
    CHECK(parts > 5 * kRounds); // otherwise the conversations were empty
}

TEST_CASE("random answers survive bodies and streams unchanged")
{
    checkStreamIdentity(anthropicCodec(), Invention(1).answer()); // split at every byte
    for (unsigned seed = 1; seed <= 500; ++seed) {
        CAPTURE(seed);
        ModelAnswer answer = Invention(seed).answer();
        AnswerContext context;
        context.model = answer.model;
        auto again = anthropicCodec().readAnswer(anthropicCodec().writeAnswer(answer, context), "X");
        REQUIRE(again);
        again->id.clear();
        CHECK(describe(*again).dump(1) == describe(answer).dump(1));
        ModelAnswer streamed = throughStream(answer, context);
        streamed.id.clear();
        CHECK(describe(streamed).dump(1) == describe(answer).dump(1));
    }
}
