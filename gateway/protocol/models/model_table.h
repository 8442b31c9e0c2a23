#pragma once

#include "gateway/core/text/pattern.h"
#include "gateway/protocol/format.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Where the messages of a system or developer may be among those of a conversation.
enum class SystemPlace {
    Middle, ///< "middle": anywhere
    Front, ///< "front": any number of them, all before the first turn
    OneAtFront, ///< "one_at_front": one, and it comes first
};

/// The place that is called so; empty: there is none.
std::optional<SystemPlace> systemPlaceOf(std::string_view word);

/// What the API of a model takes. Empty: the catalog says nothing.
struct ModelTraits {
    std::optional<SystemPlace> systemMessages = {};
    std::optional<bool> schemas = {}; ///< an answer and calls that keep to a JSON Schema
    std::optional<bool> oneSampler = {}; ///< temperature or top_p, not both
    std::optional<bool> stops = {}; ///< sequences that end an answer
    std::optional<bool> jsonOrTools = {}; ///< a JSON form of the answer, or functions, not both
};

/// The traits of models by their ids, as the catalog has them. Immutable once it is filled; any thread.
class ModelTable {
public:
    struct Row {
        Pattern ids; ///< is found in the ids that the row is about
        std::vector<Format> formats = {}; ///< in which they are spoken to; empty: any
        ModelTraits traits = {};
    };

    void add(Row row) { m_rows.push_back(std::move(row)); }
    bool isEmpty() const { return m_rows.empty(); }

    /// For each trait what the first row says that is about `model` in `format` and says anything of it.
    ModelTraits traitsOf(std::string_view model, Format format) const;

private:
    std::vector<Row> m_rows;
};

} // namespace gateway::protocol
