#include "ollama_options.h"

#include <array>
#include <string_view>

namespace gateway::protocol::ollama {

namespace {

struct NumberOption {
    std::string_view key;
    std::optional<double> Sampling::*member;
};

struct IntegerOption {
    std::string_view key;
    std::optional<std::int64_t> Sampling::*member;
    std::int64_t least; ///< smaller numbers have a special meaning in Ollama, such as -1 for "no limit"
};

// Source: Ollama, api/types.go, "Options". Read 2026-11-21.
constexpr std::array kNumbers{
    NumberOption{"temperature", &Sampling::temperature},
    NumberOption{"top_p", &Sampling::topP},
    NumberOption{"min_p", &Sampling::minP},
    NumberOption{"frequency_penalty", &Sampling::frequencyPenalty},
    NumberOption{"presence_penalty", &Sampling::presencePenalty},
    NumberOption{"repeat_penalty", &Sampling::repetitionPenalty},
};
constexpr std::array kIntegers{
    IntegerOption{"num_predict", &Sampling::maxTokens, 1},
    IntegerOption{"top_k", &Sampling::topK, 1},
    IntegerOption{"seed", &Sampling::seed, 0},
};
constexpr std::string_view kStop = "stop";

/// True if the option belongs in `sampling`.
bool readOption(std::string_view key, const BodyNode& value, Sampling& sampling)
{
    for (const NumberOption& option : kNumbers)
        if (option.key == key) {
            sampling.*option.member = value.number();
            return true;
        }
    for (const IntegerOption& option : kIntegers)
        if (option.key == key) {
            const auto number = value.integer();
            if (number && *number < option.least)
                return false;
            sampling.*option.member = number;
            return true;
        }
    if (key != kStop)
        return false;
    if (value.isText())
        sampling.stop.push_back(value.text());
    else
        value.each([&](const BodyNode& each) { sampling.stop.push_back(each.text()); });
    return true;
}

} // namespace

Json readOptions(const BodyNode& options, Sampling& sampling)
{
    Json others;
    const Json all = options.object();
    for (const auto& [key, value] : all.items())
        if (!value.is_null() && !readOption(key, options[key], sampling))
            others[key] = value;
    return others;
}

Json optionsOf(const Sampling& sampling, const Json& others)
{
    Json options;
    for (const NumberOption& option : kNumbers)
        if (const auto& value = sampling.*option.member)
            options[std::string(option.key)] = *value;
    for (const IntegerOption& option : kIntegers)
        if (const auto& value = sampling.*option.member)
            options[std::string(option.key)] = *value;
    if (!sampling.stop.empty())
        options[std::string(kStop)] = sampling.stop;
    if (others.is_object())
        for (const auto& [key, value] : others.items())
            if (!options.contains(key))
                options[key] = value;
    return options;
}

} // namespace gateway::protocol::ollama
