#pragma once

#include "gateway/core/text/sentence.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// JSON on one line, written from left to right: each exchange has some, and a tree
/// of it would take longer than the row. Private to the room.
class JsonLine final {
public:
    JsonLine() { m_text.reserve(kUsual); }

    void open(char bracket);
    void open(std::string_view key, char bracket);
    void close(char bracket) { m_text += bracket; }

    /// A value of a list.
    void add(std::string_view text);
    /// A value of an object.
    void add(std::string_view key, std::string_view text);
    template <std::integral Number> void add(std::string_view key, Number number)
    {
        if constexpr (std::same_as<Number, bool>)
            addPlain(key, number ? "true" : "false");
        else
            addPlain(key, std::to_string(number));
    }
    /// As `json::fromSentence()`.
    void addSentence(std::string_view key, const Sentence& sentence);
    /// To six decimals. Not negative.
    void addDecimal(std::string_view key, double number);

    std::string take() { return std::move(m_text); }

private:
    static constexpr std::size_t kUsual = 160; // bytes, more than a target's place has

    void addComma();
    void addKey(std::string_view key);
    void addQuoted(std::string_view text);
    void addPlain(std::string_view key, std::string_view value);

    std::string m_text;
};

} // namespace gateway::usage
