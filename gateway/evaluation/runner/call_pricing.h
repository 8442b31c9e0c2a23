#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/units.h"
#include "gateway/protocol/tokenizer/tokenizer.h"
#include "gateway/usage/pricing/price.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What is known of a model before a run. A value.
struct ModelEstimate {
    /// The price of each upstream model that may answer: several for a route. Empty: there is a model without a price.
    std::vector<usage::Price> prices;
    std::optional<Tokens> medianOutput; ///< in the ledger, reasoning included; empty: it has no answers of the model
    std::optional<Milliseconds> medianLatency; ///< the same
};

/// By the model as addressed: targets, judge and embeddings.
using Estimates = std::map<std::string, ModelEstimate>;

/// The output that is assumed where the ledger has no answers of a model.
inline constexpr Tokens kUsualOutput{300};

/// Tokens of a request.
struct InputCount {
    Tokens counted; ///< exact if the vocabulary of the model is known
    Tokens most;    ///< with a margin for what is not known: other vocabularies, images
};

/// Counts the tokens of requests. Immutable; any thread.
class InputCounter {
public:
    /// Loads the vocabularies of these models, as far as there are any, which takes some tens of milliseconds.
    explicit InputCounter(const std::vector<std::string>& models);
    /// `messages`: in the format of OpenAI's chat. Takes time proportional to the texts: at least 10 MB/s.
    InputCount chat(const std::string& model, const Json& messages) const;
    InputCount text(const std::string& model, const std::string& text) const;

private:
    InputCount count(const std::string& model, const Json& request, bool isChat) const;

    std::map<protocol::TokenFamily, std::shared_ptr<const protocol::Tokenizer>> m_tokenizers;
};

/// What requests cost, before they are sent. Immutable; any thread.
class CallPricing {
public:
    /// `currency`: of the results.
    CallPricing(Estimates estimates, Currency currency, config::ExchangeRate rate);

    /// Whether the model has a price that can be converted.
    bool isPriced(const std::string& model) const;
    /// The highest price of such a request, whatever the hour. Empty: the model has no price.
    std::optional<Money> most(const std::string& model, Tokens input, Tokens output) const;
    /// The lowest one.
    std::optional<Money> least(const std::string& model, Tokens input, Tokens output) const;
    /// The usual output of the model, reasoning included.
    Tokens usualOutput(const std::string& model) const;
    std::optional<Milliseconds> usualLatency(const std::string& model) const;

    Currency currency() const { return m_currency; }
    /// In the currency of the results; empty: there is no exchange rate.
    std::optional<Money> inCurrency(const Money& money) const;

private:
    const ModelEstimate* find(const std::string& model) const;
    std::optional<Money> costOf(const usage::Price& price, Tokens input, Tokens output, bool isMost) const;

    Estimates m_estimates;
    Currency m_currency;
    config::ExchangeRate m_rate;
};

} // namespace gateway::evaluation
