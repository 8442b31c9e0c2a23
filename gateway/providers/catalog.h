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
std::optional<Protocol> protocolOf(std::string_view text); ///< by name; empty: unknown
/// Name for display: "OpenAI", "Anthropic" ...
std::string_view displayName(Protocol protocol);

/// How a key is sent to the upstream.
enum class AuthScheme { Bearer, XApiKey, ApiKey, GoogleApiKey, RawAuthorization, None, Special };

/// Category of a provider, for the column "Kind".
enum class Region { Global, China, Aggregator, Local, Custom };

/// One way to reach a provider.
struct Endpoint {
    Protocol protocol = Protocol::OpenAiChat;
    std::string baseUrl; ///< may contain ${name}; empty: entered by the user
    std::string path;    ///< path of the chat endpoint below it; empty: the protocol's default
    std::optional<AuthScheme> auth; ///< if it differs from that of the entry
    std::string rerank = {}; ///< path of reranking below `baseUrl`, if it is not next to the chat endpoint
};

/// A template for a provider.
struct CatalogEntry {
    std::string id;
    std::string name;
    std::string chineseName; ///< if it differs
    std::vector<std::string> aliases; ///< ids in other lists that mean this one
    std::string modelsFrom; ///< id of the provider in models.dev whose models and prices apply, if it differs
    protocol::ReportedCosts reportedCosts; ///< the costs that its responses report
    std::vector<BalanceSource> balances; ///< where it reports what is left on a key; the first that responds is used
    Region region = Region::Global;
    std::vector<Endpoint> endpoints; ///< preferred one first
    AuthScheme auth = AuthScheme::Bearer;
    bool keyNeeded = true;
    std::vector<std::string> environment; ///< usual environment variables for its key
    /// Path of the model list, such as "/models"; empty: none. For OpenAI chat it replaces "/chat/completions".
    std::string modelsPath;
    bool modelsPathKnown = true; ///< false: only the protocol's default, so a 404 is to be expected
    std::string website;
    std::vector<std::string> settings;    ///< settings that a URL requires, such as "region"
    std::vector<std::pair<std::string, std::string>> renamedParameters; ///< quirk: the client's name, the upstream's name
    std::vector<std::pair<std::string, std::string>> headers;           ///< sent with each request
    protocol::ChatQuirks quirks; ///< for its OpenAI chat protocol
    protocol::FormatQuirks formatQuirks; ///< for its other protocols
    std::optional<protocol::SystemPlace> systemPlace; ///< where it accepts system messages, if known
    std::string telemetryName; ///< name in OpenTelemetry (`gen_ai.provider.name`), if it differs from the id
    LocalText note; ///< one sentence for the user; may be empty

    /// Name for the language of `locale`, such as "zh_CN".
    const std::string& nameIn(const QString& locale) const;
    /// The base URL for `protocol`; null if it is not supported.
    const Endpoint* endpoint(Protocol protocol) const;
    /// The endpoint used unless another one suits a client better, and for model lists: OpenAI chat if there is one,
    /// else the first.
    const Endpoint& usualEndpoint() const;
};

/// A model of a provider. The views are valid as long as the text that the catalog was read from.
struct CatalogModel {
    std::string_view id;
    std::string_view name;
    std::int32_t context = 0; ///< tokens; 0: unknown
    std::int32_t output = 0;
    bool toolCall = false;
    bool reasoning = false;
    bool images = false;
    bool structuredOutput = false; ///< known to comply with a JSON schema
    bool adaptiveThinking = false; ///< reasoning is controlled by an effort only; a token budget is rejected
    float inputPrice = -1; ///< USD per million tokens; -1: unknown
    float outputPrice = -1;
    float cacheReadPrice = -1;
    float cacheWritePrice = -1;
};

/// The built-in providers and models, from the program's resources. Immutable after loading and compact (flat tables
/// over the source text). Any thread.
class Catalog {
public:
    /// Reads the built-in data. Errors: Io, ConfigInvalid; both mean a defective build.
    static Result<std::shared_ptr<const Catalog>> load();
    /// The same from the given text, in the format of resources/catalog; without `prices`, no prices of its own.
    /// `models` must outlive the catalog, which points into it.
    /// Errors: ConfigInvalid.
    static Result<std::shared_ptr<const Catalog>> parse(
        std::string_view providers, std::string_view models, std::string_view prices = {});

    Catalog() = default;
    Catalog(const Catalog&) = delete; // the views of the names point into this object
    Catalog& operator=(const Catalog&) = delete;

    std::span<const CatalogEntry> entries() const { return m_entries; }
    /// Finds an entry by id or alias; null if unknown. Dialect names (`openai-compatible`, `anthropic-compatible`,
    /// `ollama`, `demo` ...) are entries, too.
    const CatalogEntry* find(std::string_view idOrAlias) const;
    /// Models of an entry, sorted by id; empty if none are known.
    std::span<const CatalogModel> models(std::string_view idOrAlias) const;
    /// One of them; null if unknown.
    const CatalogModel* model(std::string_view idOrAlias, std::string_view model) const;
    /// Additional prices of the model: JSON in the format of `usage.prices`; mostly empty.
    std::string_view extraPrices(const CatalogModel& model) const;
    /// Prices and rules that models.dev does not have, and the exchange rate.
    const PriceList& prices() const { return m_prices; }
    /// What the APIs accept by model, by patterns of their ids. Never null.
    std::shared_ptr<const protocol::ModelTable> modelTable() const { return m_modelTable; }
    /// Date of the prices and models: "2026-07-02".
    std::string_view snapshotDate() const { return m_date; }
    /// Memory usage in bytes.
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
    std::vector<std::pair<std::uint32_t, std::string_view>> m_extraPrices; // by index of the model
    std::shared_ptr<const protocol::ModelTable> m_modelTable = std::make_shared<protocol::ModelTable>();
    PriceList m_prices;
    std::string m_date;
};

} // namespace gateway::providers
