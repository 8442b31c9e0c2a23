#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"

#include <random>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

namespace {

/// Generates conversations and answers with everything that the format can carry.
class Maker {
public:
    explicit Maker(unsigned seed)
        : m_random(seed)
    {
    }

    Conversation conversation();
    ModelAnswer answer();

private:
    bool maybe(int oneIn = 2) { return m_random() % static_cast<unsigned>(oneIn) == 0; }
    int number(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most)); }
    std::string text();
    Part marked(Content content);
    Media media();
    Thinking detail();
    ToolCall call();
    void addTurn(Conversation& conversation);
    void addSampling(Conversation& conversation);
    void addTools(Conversation& conversation);
    Choice choice(int index);

    std::mt19937 m_random;
    int m_calls = 0;
};

std::string Maker::text()
{
    static const std::string kPieces[] = {
        "a", " ", "\"", "\\", "\n", "\xc3\xa4", "\xf0\x9f\x98\x80", "{", "data: ", "\t", "<think>"};
    std::string made = "x";
    for (int i = number(12); i > 0; --i)
        made += kPieces[number(11)];
    return made;
}

Part Maker::marked(Content content) { return {std::move(content), maybe(5) ? Json{{"type", "ephemeral"}} : Json()}; }

Media Maker::media()
{
    Media made;
    made.kind = static_cast<Media::Kind>(number(4));
    static const char* const kTypes[] = {"image/png", "audio/mpeg", "video/mp4", "application/pdf"};
    if (made.kind == Media::Kind::Audio || maybe()) {
        made.data = "aGVsbG8=";
        made.mediaType = kTypes[static_cast<int>(made.kind)];
    } else if (made.kind == Media::Kind::File) {
        made.fileId = "file-" + std::to_string(number(9));
    } else {
        made.url = "https://example.org/" + std::to_string(number(9));
    }
    if (made.kind == Media::Kind::Image && maybe())
        made.detail = "low";
    if (made.kind == Media::Kind::File && maybe())
        made.name = "a.pdf";
    return made;
}

Thinking Maker::detail()
{
    Thinking made;
    made.origin = Format::OpenAiChat;
    made.format = "f" + std::to_string(number(3));
    switch (number(3)) {
    case 0:
        made.text = text();
        if (maybe())
            made.signature = "sig";
        break;
    case 1:
        made.summary = {text()};
        break;
    default:
        made.encrypted = "enc";
    }
    if (maybe())
        made.id = "r" + std::to_string(number(1000));
    return made;
}

ToolCall Maker::call()
{
    ToolCall made;
    made.id = "call_" + std::to_string(++m_calls);
    made.name = "tool" + std::to_string(number(3));
    made.isFreeForm = maybe(4);
    made.input = made.isFreeForm ? text() : toText(Json{{"k", text()}});
    if (!made.isFreeForm && maybe(4))
        made.signature = "sig";
    return made;
}

void Maker::addTurn(Conversation& conversation)
{
    Message user = messageOf(static_cast<Role>(number(3)), {});
    for (int i = number(4); i > 0; --i)
        user.parts.push_back(user.role == Role::User && maybe() ? marked(media()) : marked(Text{text(), {}, {}}));
    if (maybe(4))
        user.name = "ada";
    conversation.messages.push_back(std::move(user));
    Message assistant = messageOf(Role::Assistant, {});
    Message results = messageOf(Role::User, {});
    if (maybe())
        assistant.parts.push_back(maybe() ? Part{Thinking{text(), {}, {}, {}, {}, {}, {}}, {}} : Part{detail(), {}});
    for (int i = number(3); i > 0; --i)
        assistant.parts.push_back(marked(Text{text(), {}, {}}));
    if (maybe(6))
        assistant.parts.push_back({Refusal{text()}, {}});
    for (int i = number(4); i > 0; --i) {
        const ToolCall made = call();
        ToolResult result;
        result.callId = made.id;
        result.name = made.name;
        result.isFreeForm = made.isFreeForm;
        for (int part = number(3); part > 0; --part)
            result.content.emplace_back(Text{text(), {}, {}});
        Part part{std::move(result), {}};
        if (maybe(5) && !std::get<ToolResult>(part.content).content.empty())
            part.cacheControl = Json{{"type", "ephemeral"}};
        assistant.parts.push_back({made, {}});
        results.parts.push_back(std::move(part));
    }
    conversation.messages.push_back(std::move(assistant));
    if (!results.parts.empty())
        conversation.messages.push_back(std::move(results));
}

void Maker::addSampling(Conversation& conversation)
{
    Sampling& sampling = conversation.sampling;
    for (auto* value : {&sampling.temperature, &sampling.topP, &sampling.minP, &sampling.frequencyPenalty,
             &sampling.presencePenalty, &sampling.repetitionPenalty})
        if (maybe())
            *value = number(100) / 64.0;
    for (auto* value : {&sampling.topK, &sampling.seed, &sampling.maxTokens, &sampling.count, &sampling.topLogProbs})
        if (maybe())
            *value = number(5000);
    sampling.isCompletionLimit = sampling.maxTokens && maybe();
    for (int i = number(3); i > 0; --i)
        sampling.stop.push_back(text());
    if (maybe())
        sampling.logProbs = maybe();
    if (maybe())
        sampling.logitBias = Json{{"7", -100}};
    if (maybe())
        conversation.reasoning.effort = "low";
    conversation.output.kind = static_cast<OutputFormat::Kind>(number(4));
    if (conversation.output.kind == OutputFormat::Kind::JsonSchema) {
        conversation.output.name = "out";
        conversation.output.schema = Json{{"type", "object"}};
        conversation.output.strict = maybe();
    }
}

void Maker::addTools(Conversation& conversation)
{
    for (int i = 0; i < 3; ++i) {
        Tool tool;
        tool.origin = Format::OpenAiChat;
        tool.name = "tool" + std::to_string(i);
        tool.kind = static_cast<Tool::Kind>(number(3));
        if (tool.kind == Tool::Kind::BuiltIn) {
            tool.definition = Json{{"type", tool.name}, {"more", text()}};
        } else {
            tool.description = text();
            if (maybe(5))
                tool.cacheControl = Json{{"type", "ephemeral"}};
            if (tool.kind == Tool::Kind::Function && maybe())
                tool.strict = maybe();
            if (tool.kind == Tool::Kind::Function && maybe())
                tool.parameters = Json{{"type", "object"}, {"properties", Json{{"a", Json::object()}}}};
            if (tool.kind == Tool::Kind::FreeForm && maybe())
                tool.definition = Json{{"type", "grammar"}, {"syntax", "lark"}, {"definition", text()}};
        }
        conversation.tools.push_back(std::move(tool));
    }
    ToolChoice& choice = conversation.toolChoice;
    choice.kind = static_cast<ToolChoice::Kind>(number(5));
    if (choice.kind == ToolChoice::Kind::Named)
        choice.name = "tool1";
    if (choice.kind == ToolChoice::Kind::Auto && maybe())
        choice.allowed = {"tool0", "tool2"};
    if (maybe())
        conversation.parallelCalls = maybe();
}

Conversation Maker::conversation()
{
    Conversation made;
    made.model = "m";
    for (int i = 1 + number(4); i > 0; --i)
        addTurn(made);
    addSampling(made);
    if (maybe())
        addTools(made);
    made.isStream = made.includeUsage = maybe();
    if (maybe())
        made.user = text();
    if (maybe())
        made.metadata = Json{{"k", text()}};
    if (maybe())
        made.promptCacheKey = text();
    if (maybe())
        made.store = maybe();
    if (maybe())
        made.extras.emplace_back("verbosity", text());
    return made;
}

Choice Maker::choice(int index)
{
    Choice made;
    made.index = index;
    bool hasCalls = false;
    if (maybe())
        made.parts.push_back({maybe() ? Thinking{text(), {}, {}, {}, {}, {}, {}} : detail(), {}});
    if (maybe())
        made.parts.push_back(textPart(text()));
    if (maybe(5))
        made.parts.push_back({Refusal{text()}, {}});
    for (int i = number(3); i > 0; --i) {
        made.parts.push_back({call(), {}});
        hasCalls = true;
    }
    if (made.parts.empty())
        made.parts.push_back(textPart(text()));
    static const StopReason kStops[] = {StopReason::Stop, StopReason::Length, StopReason::ContentFilter};
    made.stop = kStops[number(3)];
    if (hasCalls && made.stop == StopReason::Stop)
        made.stop = StopReason::ToolCalls;
    const Content& first = made.parts.front().content;
    const auto* const thinking = std::get_if<Thinking>(&first);
    if ((std::holds_alternative<Text>(first) || (thinking && !thinking->text.empty())) && maybe())
        made.logProbs = Json{{"content", Json::array({Json{{"token", text()}, {"logprob", -1}, {"bytes", nullptr}}})}};
    return made;
}

ModelAnswer Maker::answer()
{
    ModelAnswer made;
    made.model = "m";
    for (int i = 0, count = 1 + number(3); i < count; ++i)
        made.choices.push_back(choice(i));
    made.usage.origin = UsageOrigin::Reported;
    made.usage.input = Tokens{number(1000)};
    made.usage.output = Tokens{number(1000)};
    if (maybe())
        made.usage.cachedInput = Tokens{number(1000)};
    if (maybe())
        made.usage.cacheWrite = Tokens{number(1000)};
    if (maybe())
        made.usage.reasoning = Tokens{number(1000)};
    return made;
}

} // namespace

TEST_CASE("chat: random conversations survive writing and reading unchanged")
{
    Maker maker(5);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        checkNeutralIdentity(openAiChatCodec(), maker.conversation());
    }
}

TEST_CASE("chat: random answers survive bodies and streams unchanged")
{
    Maker maker(6);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const ModelAnswer answer = maker.answer();
        AnswerContext context;
        context.model = answer.model;
        const Json body = openAiChatCodec().writeAnswer(answer, context);
        checkAnswerIdentity(openAiChatCodec(), body.dump(), {"id"});
        checkStreamInOnePiece(answer);
    }
}
