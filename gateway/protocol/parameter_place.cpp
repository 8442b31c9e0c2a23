#include "parameter_place.h"

#include <algorithm>
#include <array>
#include <span>

namespace gateway::protocol {

namespace {

struct Row {
    std::string_view name; ///< as in the configuration
    std::string_view place;
};

// Sources: the API references of each; read 2026-11-21.

constexpr std::array kGemini{
    Row{"temperature", "generationConfig.temperature"}, Row{"top_p", "generationConfig.topP"},
    Row{"topP", "generationConfig.topP"}, Row{"top_k", "generationConfig.topK"}, Row{"topK", "generationConfig.topK"},
    Row{"max_tokens", "generationConfig.maxOutputTokens"},
    Row{"max_completion_tokens", "generationConfig.maxOutputTokens"},
    Row{"max_output_tokens", "generationConfig.maxOutputTokens"},
    Row{"maxOutputTokens", "generationConfig.maxOutputTokens"}, Row{"stop", "generationConfig.stopSequences"},
    Row{"stopSequences", "generationConfig.stopSequences"}, Row{"seed", "generationConfig.seed"},
    Row{"presence_penalty", "generationConfig.presencePenalty"},
    Row{"frequency_penalty", "generationConfig.frequencyPenalty"}, Row{"n", "generationConfig.candidateCount"},
    Row{"thinkingConfig", "generationConfig.thinkingConfig"},
    Row{"reasoning_effort", "generationConfig.thinkingConfig.thinkingLevel"},
    Row{"responseModalities", "generationConfig.responseModalities"},
};
constexpr std::array kOllama{
    Row{"temperature", "options.temperature"}, Row{"top_p", "options.top_p"}, Row{"top_k", "options.top_k"},
    Row{"min_p", "options.min_p"}, Row{"seed", "options.seed"}, Row{"stop", "options.stop"},
    Row{"max_tokens", "options.num_predict"}, Row{"max_completion_tokens", "options.num_predict"},
    Row{"max_output_tokens", "options.num_predict"}, Row{"num_predict", "options.num_predict"},
    Row{"num_ctx", "options.num_ctx"}, Row{"repeat_penalty", "options.repeat_penalty"},
    Row{"presence_penalty", "options.presence_penalty"}, Row{"frequency_penalty", "options.frequency_penalty"},
};
constexpr std::array kBedrock{
    Row{"temperature", "inferenceConfig.temperature"}, Row{"top_p", "inferenceConfig.topP"},
    Row{"topP", "inferenceConfig.topP"}, Row{"max_tokens", "inferenceConfig.maxTokens"},
    Row{"max_completion_tokens", "inferenceConfig.maxTokens"}, Row{"max_output_tokens", "inferenceConfig.maxTokens"},
    Row{"maxTokens", "inferenceConfig.maxTokens"}, Row{"stop", "inferenceConfig.stopSequences"},
    Row{"stopSequences", "inferenceConfig.stopSequences"}, Row{"top_k", "additionalModelRequestFields.top_k"},
};
constexpr std::array kAnthropic{
    Row{"max_completion_tokens", "max_tokens"}, Row{"max_output_tokens", "max_tokens"}, Row{"stop", "stop_sequences"},
    Row{"reasoning_effort", "output_config.effort"}};
constexpr std::array kResponses{Row{"max_tokens", "max_output_tokens"},
    Row{"max_completion_tokens", "max_output_tokens"}, Row{"reasoning_effort", "reasoning.effort"}};
constexpr std::array kCohere{Row{"max_completion_tokens", "max_tokens"}, Row{"max_output_tokens", "max_tokens"},
    Row{"stop", "stop_sequences"}, Row{"top_p", "p"}, Row{"top_k", "k"}};

std::span<const Row> rowsOf(Format format)
{
    switch (format) {
    case Format::Gemini: return kGemini;
    case Format::OllamaChat:
    case Format::OllamaGenerate: return kOllama;
    case Format::Bedrock: return kBedrock;
    case Format::Anthropic: return kAnthropic;
    case Format::OpenAiResponses: return kResponses;
    case Format::Cohere: return kCohere;
    case Format::OpenAiChat:
    case Format::OpenAiCompletions: break; // providers of these differ in their names for a limit
    }
    return {};
}

} // namespace

std::string parameterPlace(Format format, std::string_view name)
{
    const auto rows = rowsOf(format);
    const auto row = std::ranges::find(rows, name, &Row::name);
    return std::string(row == rows.end() ? name : row->place);
}

std::string parameterValue(std::string_view place, std::string_view json)
{
    const bool isList = place.ends_with("stopSequences") || place == "stop_sequences";
    std::string value(json);
    return isList && json.starts_with('"') ? '[' + value + ']' : value;
}

} // namespace gateway::protocol
