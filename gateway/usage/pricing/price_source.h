#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <utility>

namespace gateway::usage {

/// Where amounts of a price are from. A value; any thread.
struct PriceOrigin {
    enum class Kind {
        List, ///< `list`
        Configuration, ///< the user's own row, of `date`
        ThisMachine, ///< a model that runs here is free
    };

    Kind kind = Kind::List;
    std::string list; ///< its name and date: "models.dev 2026-07-02"
    std::string date; ///< may be empty
    std::string model; ///< the model that the amounts are listed for, if it is not the model itself

    bool operator==(const PriceOrigin&) const = default;
};

/// The source of a price as facts, which the window translates. A value; any thread.
struct PriceSource {
    PriceOrigin origin;
    std::optional<PriceOrigin> rest; ///< of the amounts that `origin` lacks
    std::optional<config::ExchangeRate> rate; ///< by which the rest was converted

    /// `list`: its name and date.
    static PriceSource ofList(std::string list) { return {{PriceOrigin::Kind::List, std::move(list), {}, {}}, {}, {}}; }
    bool operator==(const PriceSource&) const = default;

    /// In English, for the ledger and the command line: "configuration; the rest models.dev 2026-07-02, as gpt-4o".
    std::string toText() const;
};

/// Adds the English text to `json`, and the facts beside it unless the text is the same in every language.
void addTo(Json& json, const PriceSource& source);
/// Reads what `addTo()` has written. A text without facts, as older versions stored it, counts as the name of a list.
PriceSource priceSourceIn(const Json& json);

} // namespace gateway::usage
