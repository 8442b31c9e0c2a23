#include "client_names.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <span>

namespace gateway::protocol {

namespace {

struct NameOf {
    std::string_view chat; ///< the name used by writers
    std::string_view own;
};

constexpr std::array kGeminiNames{NameOf{"top_k", "generationConfig.topK"}, NameOf{"top_p", "generationConfig.topP"},
    NameOf{"max_tokens", "generationConfig.maxOutputTokens"}, NameOf{"stop", "generationConfig.stopSequences"},
    NameOf{"presence_penalty", "generationConfig.presencePenalty"}, NameOf{"frequency_penalty", "generationConfig.frequencyPenalty"},
    NameOf{"logprobs", "generationConfig.responseLogprobs"}, NameOf{"top_logprobs", "generationConfig.logprobs"},
    NameOf{"n", "generationConfig.candidateCount"}, NameOf{"metadata", "labels"}, NameOf{"service_tier", "serviceTier"}};
constexpr std::array kAnthropicNames{NameOf{"user", "metadata.user_id"}, NameOf{"stop", "stop_sequences"}};
constexpr std::array kOllamaNames{NameOf{"repetition_penalty", "options.repeat_penalty"}, NameOf{"max_tokens", "options.num_predict"}};
constexpr std::array kResponsesNames{NameOf{"max_tokens", "max_output_tokens"}, NameOf{"logprobs", "include: message.output_text.logprobs"}};

std::span<const NameOf> namesOf(Format client)
{
    switch (familyOf(client)) {
    case Format::Gemini: return kGeminiNames;
    case Format::Anthropic: return kAnthropicNames;
    case Format::OllamaChat: return kOllamaNames;
    case Format::OpenAiResponses: return kResponsesNames;
    default: return {};
    }
}

} // namespace

std::string asWritten(const Spellings& spellings, std::string_view text)
{
    static constexpr auto kLetters = asciiSet("_");
    const auto isLetter = [](char c) { return kLetters[static_cast<unsigned char>(c)]; };
    std::string written;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        const std::string_view name = text.substr(at, end - at);
        const auto found = std::ranges::find(spellings, name, &Spellings::value_type::first);
        written += found == spellings.end() ? name : std::string_view(found->second);
        if (end < text.size())
            written += text[end++];
        at = end;
    }
    return written;
}

std::string clientName(Format client, bool countsTokens, std::string_view loss)
{
    const std::string_view head = loss.substr(0, loss.find_first_of(": ."));
    if (client == Format::OpenAiResponses && countsTokens && head == "logprobs")
        return "top_logprobs" + std::string(loss.substr(head.size()));
    const auto names = namesOf(client);
    const auto found = std::ranges::find(names, head, &NameOf::chat);
    return found == names.end() ? std::string(loss) : std::string(found->own).append(loss.substr(head.size()));
}

} // namespace gateway::protocol
