#include "completions.h"

#include "chat_answer.h"
#include "chat_encoder.h"
#include "chat_parameters.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <set>
#include <string>
#include <utility>

namespace gateway::protocol::openai {

namespace {

std::string readPrompt(const BodyNode& prompt)
{
    if (prompt.isText())
        return prompt.neededText();
    if (!prompt.isThere()) {
        prompt.refuseMissing();
        return {};
    }
    if (!prompt.isArray())
        (void)prompt.text();
    else if (prompt.size() == 0)
        prompt.refuseMissing();
    else if (prompt.peek().front().is_number() || prompt.peek().front().is_array())
        prompt.refuse(QT_TRANSLATE_NOOP("Error", "is an array of tokens, which only the model's own tokenizer can read. Send the text."));
    else if (prompt.size() > 1)
        prompt.refuse(QT_TRANSLATE_NOOP("Error", "contains several prompts. Send one per request."));
    else
        return prompt.at(0).neededText();
    return {};
}

/// Rejects what a chat model cannot do.
void refuseTheRest(const BodyNode& root, Conversation& conversation)
{
    const BodyNode suffix = root["suffix"];
    if (!suffix.text().empty())
        suffix.refuse(
            QT_TRANSLATE_NOOP("Error", "cannot be translated for this model. Fill-in-the-middle requires a provider with a completions API."));
    const BodyNode best = root["best_of"];
    if (best.integer().value_or(1) > 1)
        best.refuse(QT_TRANSLATE_NOOP("Error", "cannot be translated for this model. Ask for one answer."));
    const BodyNode logProbs = root["logprobs"]; // a number here
    if (const auto count = logProbs.integer()) {
        conversation.sampling.logProbs = true;
        conversation.sampling.topLogProbs = *count;
    }
    conversation.echoesPrompt = root["echo"].flag().value_or(false);
}

/// The prompt, if the client wants it before the answer.
std::string echoed(const Conversation* request)
{
    if (!request || !request->echoesPrompt || request->messages.empty() || request->messages.front().parts.empty())
        return {};
    const auto* const text = std::get_if<Text>(&request->messages.front().parts.front().content);
    return text ? text->text : std::string();
}

/// Parallel lists instead of a list of objects; offsets are counted from `offset`. Source: openai/openai-python,
/// src/openai/types/completion_choice.py. Read 2026-11.
Json oldLogProbs(const Json& logProbs, std::size_t& offset)
{
    const Json* const content = logProbs.is_object() ? json::findList(logProbs, "content") : nullptr;
    if (!content)
        return {};
    Json old;
    for (const char* const key : {"tokens", "token_logprobs", "top_logprobs", "text_offset"})
        old[key] = Json::array();
    for (const Json& each : *content) {
        if (!each.is_object())
            continue;
        const std::string token = json::textOf(each, "token");
        old["tokens"].push_back(token);
        old["token_logprobs"].push_back(each.contains("logprob") ? each["logprob"] : Json());
        Json top = Json::object();
        if (const Json* const others = json::findList(each, "top_logprobs"))
            for (const Json& other : *others)
                if (other.is_object() && other.contains("logprob"))
                    top[json::textOf(other, "token")] = other["logprob"];
        old["top_logprobs"].push_back(std::move(top));
        old["text_offset"].push_back(offset);
        offset += token.size();
    }
    return old;
}

Json choiceOf(int index, std::string text, Json logProbs, Json finish)
{
    Json choice;
    choice["text"] = std::move(text);
    choice["index"] = index;
    choice["logprobs"] = std::move(logProbs);
    choice["finish_reason"] = std::move(finish);
    return choice;
}

class CompletionsEncoder final : public AnswerEncoder {
public:
    explicit CompletionsEncoder(const AnswerContext& context)
        : m_request(context.request)
        , m_frame(context, "cmpl-", "text_completion")
        , m_echo(echoed(context.request))
    {
    }

    void write(const AnswerEvent& event, std::string& out) override
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event)) {
            m_isText =
                !std::holds_alternative<Thinking>(begun->content) && !std::holds_alternative<ToolCall>(begun->content);
        } else if (const auto* const grew = std::get_if<PartGrew>(&event)) {
            if (!grew->logProbs.is_null())
                m_logProbs = grew->logProbs;
            if (m_isText && grew->what == PartGrew::What::Text)
                writeChoice(
                    grew->choice, grew->text, oldLogProbs(std::exchange(m_logProbs, Json()), m_offset), {}, out);
        } else if (const auto* const end = std::get_if<ChoiceEnded>(&event)) {
            writeChoice(end->choice, {}, {}, finishReason(end->stop, false), out);
        } else if (const auto* const told = std::get_if<UsageReported>(&event)) {
            m_usage = told->usage;
        } else if (const auto* const failed = std::get_if<AnswerFailed>(&event)) {
            ChunkFrame::writeError(failed->error, out);
        } else if (std::holds_alternative<AnswerEnded>(event)) {
            const Json usage = m_request && m_request->includeUsage ? chatUsage(m_usage) : Json();
            if (!usage.is_null())
                m_frame.write({}, R"(,"usage":)" + toText(usage), out);
            ChunkFrame::writeEnd(out);
        }
    }

private:
    void writeChoice(int index, const std::string& text, Json logProbs, Json finish, std::string& out)
    {
        const bool isFirst = m_begun.insert(index).second;
        m_frame.write(
            toText(choiceOf(index, isFirst ? m_echo + text : text, std::move(logProbs), std::move(finish))), {}, out);
    }

    const Conversation* m_request;
    ChunkFrame m_frame;
    std::string m_echo;
    std::set<int> m_begun; // choices
    TokenUsage m_usage;
    Json m_logProbs; // for the next text, if they came with reasoning
    std::size_t m_offset = 0;
    bool m_isText = true; // the open part is a text
};

} // namespace

Result<Conversation> readCompletionsRequest(const Json& body, const RequestPlace& /*place*/)
{
    BodyProblem problem(Format::OpenAiCompletions);
    const BodyNode root(body, problem);
    Conversation conversation;
    Message message;
    if (std::string prompt = readPrompt(root["prompt"]); !prompt.empty())
        message.parts.push_back({Text{std::move(prompt), {}, {}}, {}});
    conversation.messages.push_back(std::move(message));
    refuseTheRest(root, conversation);
    if (problem.isThere())
        return problem.error();
    const Sampling own = conversation.sampling;
    Json shared = body; // fields shared with chat
    for (const char* const field : {"prompt", "suffix", "best_of", "logprobs", "echo"})
        shared.erase(field);
    const BodyNode others(shared, problem);
    readParameters(others, conversation);
    conversation.unread = others.unread();
    conversation.origin = Format::OpenAiCompletions;
    conversation.sampling.logProbs = own.logProbs;
    conversation.sampling.topLogProbs = own.topLogProbs;
    if (problem.isThere())
        return problem.error();
    return conversation;
}

Json writeCompletionsAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    Json body;
    body["id"] = "cmpl-" + context.id;
    body["object"] = "text_completion";
    body["created"] = context.now_s;
    body["model"] = context.model;
    body["choices"] = Json::array();
    for (const Choice& choice : answer.choices) {
        std::string text = echoed(context.request);
        for (const Part& part : choice.parts) {
            if (const auto* const said = std::get_if<Text>(&part.content))
                text += said->text;
            else if (const auto* const declined = std::get_if<Refusal>(&part.content))
                text += declined->text;
        }
        std::size_t offset = 0;
        Json logProbs = oldLogProbs(choice.logProbs, offset);
        body["choices"].push_back(
            choiceOf(choice.index, std::move(text), std::move(logProbs), finishReason(choice.stop, false)));
    }
    if (Json usage = chatUsage(answer.usage); !usage.is_null())
        body["usage"] = std::move(usage);
    return body;
}

std::unique_ptr<AnswerEncoder> makeCompletionsEncoder(const AnswerContext& context)
{
    return std::make_unique<CompletionsEncoder>(context);
}

} // namespace gateway::protocol::openai
