#include "count_job.h"

#include "piece_estimate.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/bytes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace gateway::protocol {

namespace {

// The tokens around a message (its marks and its role), and those at the beginning of an answer. Source:
// openai/openai-cookbook, "How to count tokens with tiktoken", read 2026-11-22.
constexpr std::int64_t kAroundMessage = 3;
constexpr std::int64_t kRole = 1;
constexpr std::int64_t kName = 1;
constexpr std::int64_t kBeforeAnswer = 3;
constexpr std::int64_t kAroundCall = 4; ///< approximate: not published
constexpr double kTokensOfByte = 0.25; ///< for a text of which nothing is kept
constexpr std::int64_t kTokensOfMedia = 85; ///< an image of low detail; source: OpenAI, "Images and vision"

constexpr std::array<std::string_view, 5> kInstructions{
    "system", "instructions", "systemInstruction", "system_instruction", "prompt"};
constexpr std::array<std::string_view, 2> kTools{"tools", "functions"};
constexpr std::array<std::string_view, 8> kMedia{
    "image_url", "source", "inline_data", "inlineData", "input_audio", "file", "file_data", "fileData"};

/// The tokens including `more` bytes of the same density.
std::int64_t withMore(std::int64_t tokens, std::size_t bytes, std::size_t more)
{
    const double density = bytes > 0 ? static_cast<double>(tokens) / static_cast<double>(bytes) : kTokensOfByte;
    return tokens + std::llround(density * static_cast<double>(more));
}

class Counting {
public:
    explicit Counting(const Tokenizer* tokenizer) : m_tokenizer(tokenizer), m_isExact(tokenizer != nullptr) { }

    std::int64_t tokens() const { return withMore(m_tokens, m_bytes, m_more); }
    bool isExact() const { return m_isExact && m_more == 0; }

    void text(std::string_view text)
    {
        const std::string_view counted = text.substr(0, kMostCounted - m_bytes);
        m_bytes += counted.size();
        m_more += text.size() - counted.size();
        m_tokens += m_tokenizer ? m_tokenizer->count(counted, m_isExact) : estimateByPieces(counted);
    }
    void more(std::int64_t tokens) { m_tokens += tokens; }
    /// Only the provider knows its exact number of tokens.
    void json(const Json& node)
    {
        m_isExact = false;
        text(toText(node));
    }

    void message(const Json& message)
    {
        m_tokens += kAroundMessage + kRole;
        if (message.is_string())
            return text(message.get_ref<const std::string&>());
        if (!message.is_object())
            return json(message);
        for (const auto& [key, value] : message.items()) {
            if (key == "content" || key == "parts")
                content(value);
            else if (key == "name" && value.is_string())
                name(value.get_ref<const std::string&>());
            else if (key != "role" && key != "type" && key != "id" && key != "status" && !value.is_null())
                json(value);
        }
    }

    /// A text, or its parts.
    void content(const Json& node)
    {
        if (node.is_string())
            return text(node.get_ref<const std::string&>());
        if (node.is_array()) {
            for (const Json& part : node)
                content(part);
            return;
        }
        if (node.is_null())
            return;
        const Json* const said = json::findField(node, "text");
        if (said && said->is_string())
            return text(said->get_ref<const std::string&>());
        if (std::ranges::any_of(kMedia, [&](std::string_view key) { return json::findField(node, key) != nullptr; })) {
            m_isExact = false;
            m_tokens += kTokensOfMedia;
            return;
        }
        if (const Json* const parts = json::findField(node, "parts"))
            return content(*parts);
        const Json* const inside = json::findField(node, "content"); // of a tool result, or the content to embed
        m_isExact = false;
        if (inside)
            content(*inside);
        else
            json(node);
    }

private:
    void name(std::string_view value)
    {
        m_tokens += kName;
        text(value);
    }

    const Tokenizer* m_tokenizer;
    std::int64_t m_tokens = 0;
    std::size_t m_bytes = 0; // of the counted texts
    std::size_t m_more = 0;  // of the other texts
    bool m_isExact;
};

/// False if the expected fields are missing.
bool countRequest(const CountJob& job, Counting& counting, const Json& tree)
{
    const Json* const messages = json::findField(tree, job.messages);
    if (!job.isChat) {
        if (messages)
            counting.content(*messages);
        return messages != nullptr;
    }
    for (const std::string_view key : kInstructions)
        if (const Json* const value = json::findField(tree, key); value && key != job.messages && !value->is_null())
            counting.message(value->is_array() ? Json{{"content", *value}} : *value);
    if (messages && messages->is_array())
        for (const Json& each : *messages)
            counting.message(each);
    else if (messages)
        counting.message(*messages);
    for (const std::string_view key : kTools)
        if (const Json* const value = json::findField(tree, key); value && !value->empty())
            counting.json(*value);
    counting.more(kBeforeAnswer);
    return true;
}

/// In the form that models probably use: without spaces.
std::string compact(const std::string& object)
{
    const auto tree = parseJson(object.empty() ? std::string_view("{}") : std::string_view(object));
    return tree ? toText(*tree) : object;
}

void countSaid(const SaidText& said, const Tokenizer* tokenizer, TokenCounts& counts)
{
    Counting output(tokenizer);
    Counting reasoning(tokenizer);
    std::size_t thought = 0; // bytes
    counts.isOutputExact = tokenizer && !said.hasOther() && said.moreSaid() + said.moreThought() == 0;
    for (const SaidText::Text& each : said.texts()) {
        counts.isOutputExact &= each.what == SaidText::What::Plain || each.what == SaidText::What::Declined;
        if (each.what == SaidText::What::CallName)
            output.more(kAroundCall);
        if (each.what == SaidText::What::ArgumentObject)
            output.text(compact(each.text));
        else
            (each.what == SaidText::What::Thought ? reasoning : output).text(each.text);
        thought += each.what == SaidText::What::Thought ? each.text.size() : 0;
    }
    counts.isOutputExact &= output.isExact();
    counts.output = withMore(output.tokens(), said.bytes() - thought, said.moreSaid());
    if (const std::int64_t tokens = withMore(reasoning.tokens(), thought, said.moreThought()); tokens > 0)
        counts.reasoning = tokens;
}

} // namespace

TokenCounts countTokens(const CountJob& job, const Tokenizer* tokenizer)
{
    TokenCounts counts;
    if (const auto tree = parseJson(viewOf(job.request)); tree && tree->is_object()) {
        Counting counting(tokenizer);
        if (countRequest(job, counting, *tree)) {
            counts.input = counting.tokens();
            counts.isInputExact = counting.isExact();
        }
    }
    if (job.said)
        countSaid(*job.said, tokenizer, counts);
    return counts;
}

} // namespace gateway::protocol
