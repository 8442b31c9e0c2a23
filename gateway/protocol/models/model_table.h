#pragma once

#include "gateway/core/text/pattern.h"
#include "gateway/protocol/format.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Where system and developer messages are allowed in a conversation.
enum class SystemPlace {
    Middle, ///< "middle": anywhere
    Front, ///< "front": any number of them, all before the first turn
    OneAtFront, ///< "one_at_front": a single one, at the beginning
};

/// The place with this name; empty if there is none.
std::optional<SystemPlace> systemPlaceOf(std::string_view word);

/// What the API of a model supports. Empty: the catalog does not specify it.
struct ModelTraits {
    std::optional<SystemPlace> systemMessages = {};
    std::optional<bool> schemas = {}; ///< answers and calls that follow a JSON Schema
    std::optional<bool> oneSampler = {}; ///< temperature or top_p, not both
    std::optional<bool> stops = {}; ///< stop sequences
    std::optional<bool> jsonOrTools = {}; ///< JSON output or functions, not both
};

/// The traits of models by id, from the catalog. Immutable once filled; any thread.
class ModelTable {
public:
    struct Row {
        Pattern ids; ///< matches the ids of the row's models
        std::vector<Format> formats = {}; ///< the API formats the row applies to; empty: any
        ModelTraits traits = {};
    };

    void add(Row row) { m_rows.push_back(std::move(row)); }
    bool isEmpty() const { return m_rows.empty(); }

    /// Each trait is that of the first row that applies to `model` in `format` and specifies it.
    ModelTraits traitsOf(std::string_view model, Format format) const;

private:
    std::vector<Row> m_rows;
};

} // namespace gateway::protocol
