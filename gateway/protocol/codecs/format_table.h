#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/protocol/format.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// What requests are translated into: a format, and the models in it that take the same of a request.
struct TableTarget {
    Format format;
    std::string_view name; ///< of its column: "bedrock-nova"
};

/// In the order of a table's columns. A format's own name stands for its usual models: on Bedrock these are Claudes.
inline constexpr std::array kTableTargets{TableTarget{Format::OpenAiChat, "chat"}, TableTarget{Format::OpenAiResponses, "responses"},
    TableTarget{Format::Anthropic, "anthropic"}, TableTarget{Format::Gemini, "gemini"}, TableTarget{Format::OllamaChat, "ollama"},
    TableTarget{Format::Bedrock, "bedrock"}, TableTarget{Format::Bedrock, "bedrock-nova"}, TableTarget{Format::Bedrock, "bedrock-openai"},
    TableTarget{Format::Bedrock, "bedrock-other"}, TableTarget{Format::Cohere, "cohere"}};

/// What becomes of a field. The words in the tables are those of `outcomeWord()`.
enum class FieldOutcome {
    Unknown, ///< "?": not tried yet
    AsItIs,  ///< "as is": the target has the client's format, and gets the client's bytes
    Carried,
    Partly, ///< carried, and what of it cannot be is in x-signalbox-dropped
    DoneHere, ///< without a trace in what is sent: the note says why
    Dropped, ///< and named in x-signalbox-dropped
    Refused, ///< by name, since the answer would mean something else
};
std::string_view outcomeWord(FieldOutcome outcome);

/// An object of a request, and the smallest request that has it.
struct FormatPlace {
    std::string path; ///< "messages[].content[text]": a type stands in the brackets where its kind has fields of its own; empty: the top
    std::string pointer; ///< RFC 6901, where it is in `request`: "/messages/0/content/0"
    Json request;
};

/// A documented field of a format.
struct FormatField {
    std::size_t place = 0; ///< in FormatTable::places
    std::string name; ///< may have dots: "reasoning.effort"
    std::string type; ///< of JSON, or which variant of a list the example is
    Json example;
    std::array<FieldOutcome, kTableTargets.size()> outcomes = {}; ///< as `kTableTargets`
    std::string note;

    /// `place.request` with `example` in this field, or without the field.
    Json request(const FormatPlace& at) const;
    Json without(const FormatPlace& at) const;
    /// Whether `at.request` has the field, with whatever value.
    bool isIn(const FormatPlace& at) const;
};

/// What a client of one format may send, and what becomes of it.
struct FormatTable {
    std::string title;
    std::string read; ///< when the vendor's documents were read: "2026-11-28"
    std::vector<std::string> sources;
    std::vector<FormatPlace> places;
    std::vector<FormatField> fields;

    /// "messages[].content[text].cache_control"
    std::string pathOf(const FormatField& field) const;
};

/// Errors: InternalError, with the line: the tables are part of the program.
Result<FormatTable> parseFormatTable(std::string_view text);
/// What `parseFormatTable()` reads.
std::string formatTableText(const FormatTable& table);

/// A format whose requests have a table, by its name in `signalboxd formats`.
struct TabledFormat {
    Format format;
    std::string_view name; ///< and of its file: "chat"
};
std::span<const TabledFormat> tabledFormats();

/// The name of a format: "chat", "bedrock".
std::string_view tableName(Format target);
/// The format that people mean by `name`: "openai/chat", "claude"; nothing: none that has a table or is a target.
std::optional<Format> formatNamed(std::string_view name);
/// The place in `kTableTargets` that people mean by `name`: "bedrock-nova", or what `formatNamed()` knows; nothing: none.
std::optional<std::size_t> tableTargetNamed(std::string_view name);

/// The table of a client's format, out of the program's resources. Any thread.
/// Errors: InvalidRequest if there is none.
Result<FormatTable> formatTable(Format client);

} // namespace gateway::protocol
