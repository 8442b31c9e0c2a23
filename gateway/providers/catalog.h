#pragma once

#include "balance.h"
#include "price_list.h"

#include "gateway/core/result.h"
#include "gateway/core/text/local_text.h"
#include "gateway/protocol/models/model_table.h"
#include "gateway/protocol/quirks/chat_quirks.h"
#include "gateway/protocol/quirks/format_quirks.h"
#include "gateway/protocol/reported_cost.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

/// A wire protocol that an upstream speaks.
enum class Protocol { OpenAiChat, OpenAiResponses, Anthropic, Gemini, Vertex, VertexAnthropic, Bedrock, Cohere, Ollama, Demo };

std::string_view toText(Protocol protocol); ///< "openai-chat" ...
std::optional<Protocol> protocolOf(std::string_view text); ///< that is called so; empty: none
/// What people call it: "OpenAI", "Anthropic" ...
std::string_view displayName(Protocol protocol);

/// How a key is shown to the upstream.
enum class AuthScheme { Bearer, XApiKey, ApiKey, GoogleApiKey, RawAuthorization, None, Special };

/// Where a provider is from, for the list's "Kind".
enum class Region { Global, China, Aggregator, Local, Custom };

/// One way to reach a provider.
struct Endpoint {
    Protocol protocol = Protocol::OpenAiChat;
    std::string baseUrl; ///< may hold ${name}; empty: the user gives it
    std::string path;    ///< of the chat endpoint under it; empty: the usual one of the protocol
    std::optional<AuthScheme> auth; ///< where it is not the entry's
    std::string rerank = {}; ///< path of its reranking under `baseUrl`, where that does not stand beside the chat
};

/// A template for a provider.
struct CatalogEntry {
    std::string id;
    std::string name;
    std::string chineseName; ///< where it is another
    std::vector<std::string> aliases; ///< ids of other lists that mean this one
    std::string modelsFrom; ///< id of the row of models.dev that its models and their prices are of, where that has another id
    protocol::ReportedCosts reportedCosts; ///< what its answers say of their own cost
    std::vector<BalanceSource> balances; ///< where it tells what is left on a key; the first that answers counts
    Region region = Region::Global;
    std::vector<Endpoint> endpoints; ///< the preferred one first
    AuthScheme auth = AuthScheme::Bearer;
    bool keyNeeded = true;
    std::vector<std::string> environment; ///< customary variables for its key
    /// Of the list endpoint, such as "/models"; empty: none. For OpenAI chat it
    /// stands where "/chat/completions" stands.
    std::string modelsPath;
    bool modelsPathKnown = true; ///< false: it is only the protocol's usual one; a 404 is no surprise
    std::string website;
    std::vector<std::string> settings;    ///< names that a URL needs, such as "region"
    std::vector<std::pair<std::string, std::string>> renamedParameters; ///< quirk: client's name, upstream's name
    std::vector<std::pair<std::string, std::string>> headers;           ///< sent with each request
    protocol::ChatQuirks quirks; ///< of its OpenAI chat
    protocol::FormatQuirks formatQuirks; ///< of what else it speaks
    std::optional<protocol::SystemPlace> systemPlace; ///< where it takes system messages, if that is known
    std::string telemetryName; ///< what OpenTelemetry calls it (`gen_ai.provider.name`), where that is not its id
    LocalText note; ///< one sentence for the user; may be empty

    /// For a user whose language is that of `locale`, such as "zh_CN".
    const std::string& nameIn(const QString& locale) const;
    /// The base URL for `protocol`; null if it does not speak it.
    const Endpoint* endpoint(Protocol protocol) const;
    /// The endpoint that is asked where no other one suits a client better, and for lists
    /// of models: OpenAI chat where there is one, else the first.
    const Endpoint& usualEndpoint() const;
};

/// One model of one provider. The views live as long as the text that the catalog was read from.
struct CatalogModel {
    std::string_view id;
    std::string_view name;
    std::int32_t context = 0; ///< tokens; 0: unknown
    std::int32_t output = 0;
    bool toolCall = false;
    bool reasoning = false;
    bool images = false;
    bool structuredOutput = false; ///< it is known to keep to a JSON schema
    bool adaptiveThinking = false; ///< it thinks by an effort only, and refuses a budget of tokens
    float inputPrice = -1; ///< USD per million tokens; -1: unknown
    float outputPrice = -1;
    float cacheReadPrice = -1;
    float cacheWritePrice = -1;
};

/// The providers and models that Signalbox knows, from the program's resources.
/// Immutable after loading and compact (flat tables over the text that it was read from). Any thread.
class Catalog {
public:
    /// Reads the built-in data. Errors: Io, ConfigInvalid; both mean a broken build.
    static Result<std::shared_ptr<const Catalog>> load();
    /// The same from given text, in the form of resources/catalog; without `prices`, none of its own.
    /// `models` must outlive the catalog, which points into it.
    /// Errors: ConfigInvalid.
    static Result<std::shared_ptr<const Catalog>> parse(
        std::string_view providers, std::string_view models, std::string_view prices = {});

    Catalog() = default;
    Catalog(const Catalog&) = delete; // the names' views point into this one
    Catalog& operator=(const Catalog&) = delete;

    std::span<const CatalogEntry> entries() const { return m_entries; }
    /// By id or alias; null if unknown. Dialect names (`openai-compatible`,
    /// `anthropic-compatible`, `ollama`, `demo` ...) are entries as well.
    const CatalogEntry* find(std::string_view idOrAlias) const;
    /// Models of an entry, sorted by id; empty if none are known.
    std::span<const CatalogModel> models(std::string_view idOrAlias) const;
    /// One of them; null if it is not known.
    const CatalogModel* model(std::string_view idOrAlias, std::string_view model) const;
    /// What the model's line says of its price beyond the usual: JSON in the words of `usage.prices`; mostly empty.
    std::string_view extraPrices(const CatalogModel& model) const;
    /// Prices and rules that models.dev does not have, and the exchange rate.
    const PriceList& prices() const { return m_prices; }
    /// What the APIs of models take, by patterns of their ids. Never null.
    std::shared_ptr<const protocol::ModelTable> modelTable() const { return m_modelTable; }
    /// Date of the snapshot that prices and models are of: "2026-07-02".
    std::string_view snapshotDate() const { return m_date; }
    /// Memory that it holds, in bytes.
    std::size_t bytes() const;

private:
    struct ModelRange {
        std::size_t first = 0;
        std::size_t count = 0;
    };

    struct NamedEntry {
        std::string_view name; // an id or an alias, in m_entries
        std::size_t entry = 0;
    };

    Result<void> readProviders(std::string_view text);
    Result<void> readModels(std::string_view text);
    Result<void> readPrices(std::string_view text);
    void indexNames();
    std::optional<std::size_t> indexOf(std::string_view idOrAlias) const;

    std::vector<CatalogEntry> m_entries;
    std::vector<NamedEntry> m_names;  // sorted
    std::vector<ModelRange> m_ranges; // by entry
    std::vector<CatalogModel> m_models;
    std::vector<std::pair<std::uint32_t, std::string_view>> m_extraPrices; // of models, by their places
    std::shared_ptr<const protocol::ModelTable> m_modelTable = std::make_shared<protocol::ModelTable>();
    PriceList m_prices;
    std::string m_date;
};

} // namespace gateway::providers
