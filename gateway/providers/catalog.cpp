#include "catalog.h"

#include "gateway/core/text/bytes.h"

#include <QByteArrayView>
#include <QResource>
#include <QString>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

// In a function outside any namespace, as the macro requires. Without it, the linker would drop the data of a static
// library.
static void initCatalogResource() { Q_INIT_RESOURCE(catalog); }

namespace gateway::providers {

namespace {

namespace dom = simdjson::dom;

struct ProtocolName {
    Protocol protocol;
    std::string_view text;
    std::string_view display;
};

constexpr std::array kProtocols{
    ProtocolName{Protocol::OpenAiChat, "openai-chat", "OpenAI"},
    ProtocolName{Protocol::OpenAiResponses, "openai-responses", "OpenAI Responses"},
    ProtocolName{Protocol::Anthropic, "anthropic", "Anthropic"},
    ProtocolName{Protocol::Gemini, "gemini", "Gemini"},
    ProtocolName{Protocol::Vertex, "vertex", "Vertex AI"},
    ProtocolName{Protocol::VertexAnthropic, "vertex-anthropic", "Claude on Vertex AI"},
    ProtocolName{Protocol::Bedrock, "bedrock", "Bedrock"},
    ProtocolName{Protocol::Cohere, "cohere", "Cohere"},
    ProtocolName{Protocol::Ollama, "ollama", "Ollama"},
    ProtocolName{Protocol::Demo, "demo", "Demo"},
};

template <class T> using Word = std::pair<std::string_view, T>;

constexpr std::array kAuthSchemes{
    Word<AuthScheme>{"bearer", AuthScheme::Bearer},
    Word<AuthScheme>{"x-api-key", AuthScheme::XApiKey},
    Word<AuthScheme>{"api-key", AuthScheme::ApiKey},
    Word<AuthScheme>{"x-goog-api-key", AuthScheme::GoogleApiKey},
    Word<AuthScheme>{"raw", AuthScheme::RawAuthorization},
    Word<AuthScheme>{"none", AuthScheme::None},
    Word<AuthScheme>{"special", AuthScheme::Special},
};

constexpr std::array kRegions{
    Word<Region>{"global", Region::Global},
    Word<Region>{"china", Region::China},
    Word<Region>{"aggregator", Region::Aggregator},
    Word<Region>{"local", Region::Local},
    Word<Region>{"custom", Region::Custom},
};

template <class Table> auto valueOf(const Table& table, std::string_view word)
{
    using Value = decltype(table[0].second);
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == word; });
    return found == table.end() ? std::optional<Value>() : std::optional<Value>(found->second);
}

// ---- reading providers.json; missing fields have their defaults

std::string textOf(const dom::element& object, std::string_view field)
{
    std::string_view text;
    return object[field].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::vector<std::string> textsOf(const dom::element& object, std::string_view field)
{
    std::vector<std::string> texts;
    dom::array array;
    if (object[field].get(array) != simdjson::SUCCESS)
        return texts;
    texts.reserve(array.size());
    for (const dom::element item : array) {
        std::string_view text;
        if (item.get(text) == simdjson::SUCCESS)
            texts.emplace_back(text);
    }
    return texts;
}

std::vector<std::pair<std::string, std::string>> pairsOf(const dom::element& row, std::string_view field)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    dom::object object;
    if (row[field].get(object) != simdjson::SUCCESS)
        return pairs;
    for (const dom::key_value_pair item : object) {
        std::string_view text;
        if (item.value.get(text) == simdjson::SUCCESS)
            pairs.emplace_back(item.key, text);
    }
    return pairs;
}

Result<std::vector<Endpoint>> endpointsOf(const dom::element& row, const std::string& id)
{
    dom::array array;
    std::vector<Endpoint> endpoints;
    if (row["endpoints"].get(array) != simdjson::SUCCESS || array.size() == 0)
        return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + id + " has no endpoints"));
    endpoints.reserve(array.size());
    for (const dom::element item : array) {
        const auto protocol = protocolOf(textOf(item, "protocol"));
        if (!protocol)
            return failure(ErrorKind::ConfigInvalid, asIs("catalog: an endpoint of " + id + " has no known protocol"));
        endpoints.push_back({*protocol, textOf(item, "url"), textOf(item, "path"),
                             valueOf(kAuthSchemes, textOf(item, "auth")), textOf(item, "rerank")});
    }
    return endpoints;
}

Result<CatalogEntry> entryOf(const dom::element& row)
{
    CatalogEntry entry;
    entry.id = textOf(row, "id");
    entry.name = textOf(row, "name");
    const auto region = valueOf(kRegions, textOf(row, "region"));
    const auto auth = valueOf(kAuthSchemes, textOf(row, "auth"));
    if (entry.id.empty() || entry.name.empty() || !region || !auth)
        return failure(
            ErrorKind::ConfigInvalid, asIs("catalog: id, name, region or auth of \"" + entry.id + "\" is wrong"));
    entry.region = *region;
    entry.auth = *auth;
    Result<std::vector<Endpoint>> endpoints = endpointsOf(row, entry.id);
    if (!endpoints)
        return failure(std::move(endpoints.error()));
    entry.endpoints = std::move(*endpoints);
    entry.aliases = textsOf(row, "aliases");
    entry.modelsFrom = textOf(row, "models_from");
    for (const std::string& field : textsOf(row, "reported_costs")) {
        const auto known = protocol::costField(field);
        if (!known)
            return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + entry.id + " tells its cost in no known place \"" + field + '"'));
        entry.reportedCosts.add(*known);
    }
    entry.keyNeeded = textOf(row, "key") == "needed";
    dom::array balances;
    if (row["balance"].get(balances) == simdjson::SUCCESS)
        for (const dom::element each : balances) {
            const auto json = parseJson(simdjson::minify(each));
            auto source = json ? balanceSourceOf(*json) : failure(json.error());
            if (!source)
                return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + entry.id + ": " + source.error().text()));
            entry.balances.push_back(std::move(*source));
        }
    entry.environment = textsOf(row, "env");
    entry.modelsPath = textOf(row, "models");
    entry.modelsPathKnown = row["models_unverified"].error() != simdjson::SUCCESS;
    entry.website = textOf(row, "website");
    entry.settings = textsOf(row, "settings");
    entry.renamedParameters = pairsOf(row, "rename");
    entry.headers = pairsOf(row, "headers");
    entry.telemetryName = textOf(row, "telemetry");
    if (const std::string place = textOf(row, "system_messages"); !place.empty()) {
        entry.systemPlace = protocol::systemPlaceOf(place);
        if (!entry.systemPlace)
            return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + entry.id + " takes system messages in no known place \"" + place + '"'));
    }
    entry.chineseName = textOf(row, "name_zh_CN");
    if (dom::element note; row["note"].get(note) == simdjson::SUCCESS)
        entry.note = {textOf(note, "en"), textOf(note, "zh_CN")};
    for (const std::string& quirk : textsOf(row, "quirks")) {
        const bool isOfChat = protocol::setQuirk(entry.quirks, quirk);
        if (!protocol::setQuirk(entry.formatQuirks, quirk) && !isOfChat)
            return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + entry.id + " has an unknown quirk \"" + quirk + '"'));
    }
    entry.formatQuirks.responsesTools = textsOf(row, "responses_tools");
    if (row["messages_tools"].error() == simdjson::SUCCESS)
        entry.formatQuirks.messagesTools = textsOf(row, "messages_tools");
    return entry;
}

// ---- reading what the APIs accept by model

std::optional<bool> flagOf(const dom::element& row, std::string_view field)
{
    bool value = false;
    return row[field].get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
}

Result<protocol::ModelTable::Row> modelRowOf(const dom::element& row)
{
    constexpr std::array kFormats{protocol::Format::OpenAiChat, protocol::Format::OpenAiResponses, protocol::Format::Anthropic,
        protocol::Format::Gemini, protocol::Format::OllamaChat, protocol::Format::Bedrock, protocol::Format::Cohere};
    const std::string ids = textOf(row, "ids");
    protocol::ModelTable::Row made{Pattern("(?i)" + ids)};
    if (ids.empty() || made.ids.problem())
        return failure(ErrorKind::ConfigInvalid, asIs("catalog: \"" + ids + "\" is no pattern of models"));
    const auto unknown = [&](const std::string& name) { return asIs("catalog: the models \"" + ids + "\" have an unknown format \"" + name + '"'); };
    for (const std::string& name : textsOf(row, "formats")) {
        const auto format = std::ranges::find(kFormats, std::string_view(name), [](protocol::Format each) { return protocol::formatInfo(each).name; });
        if (format == kFormats.end())
            return failure(ErrorKind::ConfigInvalid, unknown(name));
        made.formats.push_back(*format);
    }
    made.traits = {protocol::systemPlaceOf(textOf(row, "system_messages")), flagOf(row, "schemas"), flagOf(row, "one_sampler"),
                   flagOf(row, "stops"), flagOf(row, "json_or_tools")};
    return made;
}

// ---- reading models.tsv: the owner's id, followed by a line for each of its models

constexpr std::string_view kComment = "# ";
constexpr std::string_view kOwner = "== ";

std::string_view cut(std::string_view& rest, char separator)
{
    const std::size_t at = rest.find(separator);
    const std::string_view piece = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return piece;
}

std::int32_t countOf(std::string_view field)
{
    std::int32_t value = 0;
    std::from_chars(field.data(), field.data() + field.size(), value);
    return value;
}

float priceOf(std::string_view field)
{
    if (field.empty())
        return -1.0F;
#ifdef __cpp_lib_to_chars // thousands of them are read at each start
    float price = 0;
    std::from_chars(field.data(), field.data() + field.size(), price);
    return price;
#else
    return QByteArrayView(field.data(), static_cast<qsizetype>(field.size())).toFloat();
#endif
}

/// Parses a line: id, name, context, output, flags (t tools, r reasoning, i images ...), four prices; `line` keeps the
/// text after them.
CatalogModel modelOf(std::string_view& line)
{
    CatalogModel model;
    model.id = cut(line, '\t');
    model.name = cut(line, '\t');
    if (model.name.empty())
        model.name = model.id;
    model.context = countOf(cut(line, '\t'));
    model.output = countOf(cut(line, '\t'));
    const std::string_view flags = cut(line, '\t');
    model.toolCall = flags.find('t') != std::string_view::npos;
    model.structuredOutput = flags.find('s') != std::string_view::npos;
    model.reasoning = flags.find('r') != std::string_view::npos;
    model.images = flags.find('i') != std::string_view::npos;
    model.adaptiveThinking = flags.find('a') != std::string_view::npos;
    for (float* price : {&model.inputPrice, &model.outputPrice, &model.cacheReadPrice, &model.cacheWritePrice})
        *price = priceOf(cut(line, '\t'));
    return model;
}

std::size_t heapOf(const std::string& text)
{
    static const std::size_t kInside = std::string().capacity();
    return text.capacity() > kInside ? text.capacity() + 1 : 0;
}

std::size_t heapOf(const std::vector<std::string>& texts)
{
    std::size_t bytes = texts.capacity() * sizeof(std::string);
    for (const std::string& text : texts)
        bytes += heapOf(text);
    return bytes;
}

std::size_t heapOf(const std::vector<std::pair<std::string, std::string>>& pairs)
{
    std::size_t bytes = pairs.capacity() * sizeof(pairs[0]);
    for (const auto& [name, value] : pairs)
        bytes += heapOf(name) + heapOf(value);
    return bytes;
}

std::size_t heapOf(const CatalogEntry& entry)
{
    std::size_t bytes = heapOf(entry.id) + heapOf(entry.name) + heapOf(entry.modelsPath) + heapOf(entry.website)
        + heapOf(entry.chineseName) + heapOf(entry.note.en) + heapOf(entry.note.zh) + heapOf(entry.aliases) + heapOf(entry.environment) + heapOf(entry.settings)
        + heapOf(entry.renamedParameters) + heapOf(entry.headers) + heapOf(entry.formatQuirks.responsesTools) + heapOf(entry.formatQuirks.messagesTools) + entry.endpoints.capacity() * sizeof(Endpoint);
    for (const Endpoint& endpoint : entry.endpoints)
        bytes += heapOf(endpoint.baseUrl) + heapOf(endpoint.path);
    return bytes;
}

} // namespace

std::string_view toText(Protocol protocol) { return kProtocols[static_cast<std::size_t>(protocol)].text; }

std::optional<Protocol> protocolOf(std::string_view text)
{
    for (const ProtocolName& row : kProtocols)
        if (row.text == text)
            return row.protocol;
    return std::nullopt;
}

std::string_view displayName(Protocol protocol) { return kProtocols[static_cast<std::size_t>(protocol)].display; }

const std::string& CatalogEntry::nameIn(const QString& locale) const
{
    return locale.startsWith(QLatin1String("zh")) && !chineseName.empty() ? chineseName : name;
}

const Endpoint* CatalogEntry::endpoint(Protocol protocol) const
{
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& endpoint) { return endpoint.protocol == protocol; });
    return found == endpoints.end() ? nullptr : &*found;
}

const Endpoint& CatalogEntry::usualEndpoint() const
{
    const Endpoint* const chat = endpoint(Protocol::OpenAiChat);
    return chat ? *chat : endpoints.front();
}

Result<std::shared_ptr<const Catalog>> Catalog::load()
{
    initCatalogResource();
    const QResource providers(QStringLiteral(":/catalog/providers.json"));
    const QResource models(QStringLiteral(":/catalog/models.tsv"));
    const QResource prices(QStringLiteral(":/catalog/prices.json"));
    if (!providers.isValid() || !models.isValid() || !prices.isValid())
        return failure(ErrorKind::Io, asIs("the provider catalog is missing from this program"));
    if (models.compressionAlgorithm() != QResource::NoCompression)
        return failure(ErrorKind::Io, asIs("the models of the provider catalog are compressed in this program, and are read where they are"));
    const QByteArray providersText = providers.uncompressedData();
    const QByteArray modelsText = models.uncompressedData();
    const QByteArray pricesText = prices.uncompressedData();
    return parse(viewOf(providersText), viewOf(modelsText), viewOf(pricesText));
}

Result<std::shared_ptr<const Catalog>> Catalog::parse(
    std::string_view providers, std::string_view models, std::string_view prices)
{
    auto catalog = std::make_shared<Catalog>();
    if (Result<void> read = catalog->readProviders(providers); !read)
        return failure(std::move(read.error()));
    catalog->indexNames();
    if (Result<void> read = catalog->readModels(models); !read)
        return failure(std::move(read.error()));
    if (Result<void> read = catalog->readPrices(prices); !read)
        return failure(std::move(read.error()));
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

Result<void> Catalog::readProviders(std::string_view text)
{
    dom::parser parser;
    dom::element root;
    dom::array rows;
    const simdjson::padded_string padded(text);
    if (parser.parse(padded).get(root) != simdjson::SUCCESS || root["providers"].get(rows) != simdjson::SUCCESS)
        return failure(ErrorKind::ConfigInvalid, asIs("the catalog's providers are not what they should be"));
    m_date = textOf(root, "snapshot");
    m_entries.reserve(rows.size());
    for (const dom::element row : rows) {
        Result<CatalogEntry> entry = entryOf(row);
        if (!entry)
            return failure(std::move(entry.error()));
        m_entries.push_back(std::move(*entry));
    }
    auto table = std::make_shared<protocol::ModelTable>();
    dom::array traits;
    if (root["models"].get(traits) == simdjson::SUCCESS)
        for (const dom::element row : traits) {
            auto read = modelRowOf(row);
            if (!read)
                return failure(std::move(read.error()));
            table->add(std::move(*read));
        }
    m_modelTable = std::move(table);
    return {};
}

void Catalog::indexNames()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_names.push_back({m_entries[i].id, i});
        for (const std::string& alias : m_entries[i].aliases)
            m_names.push_back({alias, i});
    }
    m_names.shrink_to_fit();
    std::sort(m_names.begin(), m_names.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    m_ranges.resize(m_entries.size());
}

Result<void> Catalog::readModels(std::string_view text)
{
    m_models.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    ModelRange* range = nullptr;
    while (!text.empty()) {
        const std::string_view line = cut(text, '\n');
        if (line.empty() || line.starts_with(kComment))
            continue;
        if (line.starts_with(kOwner)) {
            const auto entry = indexOf(line.substr(kOwner.size()));
            if (!entry)
                return failure(ErrorKind::ConfigInvalid, asIs("catalog: models of an unknown provider"));
            range = &m_ranges[*entry];
            *range = {m_models.size(), 0};
            continue;
        }
        if (!range)
            return failure(ErrorKind::ConfigInvalid, asIs("catalog: models of no provider"));
        std::string_view rest = line;
        m_models.push_back(modelOf(rest));
        if (!rest.empty())
            m_extraPrices.emplace_back(static_cast<std::uint32_t>(m_models.size() - 1), rest);
        ++range->count;
    }
    return {};
}

Result<void> Catalog::readPrices(std::string_view text)
{
    if (text.empty())
        return {};
    auto prices = PriceList::parse(text, m_date, "Signalbox");
    if (!prices)
        return failure(ErrorKind::ConfigInvalid, asIs("catalog: " + prices.error().text()));
    m_prices = std::move(*prices);
    return {};
}

std::string_view Catalog::extraPrices(const CatalogModel& model) const
{
    const auto place = static_cast<std::uint32_t>(&model - m_models.data());
    const auto found = std::ranges::lower_bound(m_extraPrices, place, {}, [](const auto& row) { return row.first; });
    return found == m_extraPrices.end() || found->first != place ? std::string_view() : found->second;
}

std::optional<std::size_t> Catalog::indexOf(std::string_view idOrAlias) const
{
    const auto found = std::lower_bound(m_names.begin(), m_names.end(), idOrAlias,
                                        [](const NamedEntry& row, std::string_view name) { return row.name < name; });
    if (found == m_names.end() || found->name != idOrAlias)
        return std::nullopt;
    return found->entry;
}

const CatalogEntry* Catalog::find(std::string_view idOrAlias) const
{
    const auto index = indexOf(idOrAlias);
    return index ? &m_entries[*index] : nullptr;
}

std::span<const CatalogModel> Catalog::models(std::string_view idOrAlias) const
{
    const auto index = indexOf(idOrAlias);
    if (!index)
        return {};
    return std::span(m_models).subspan(m_ranges[*index].first, m_ranges[*index].count);
}

const CatalogModel* Catalog::model(std::string_view idOrAlias, std::string_view model) const
{
    const std::span<const CatalogModel> all = models(idOrAlias);
    const auto found = std::ranges::lower_bound(all, model, {}, &CatalogModel::id);
    return found == all.end() || found->id != model ? nullptr : &*found;
}

std::size_t Catalog::bytes() const
{
    std::size_t bytes = sizeof(Catalog) + heapOf(m_date) + m_entries.capacity() * sizeof(CatalogEntry)
        + m_names.capacity() * sizeof(NamedEntry) + m_ranges.capacity() * sizeof(ModelRange)
        + m_models.capacity() * sizeof(CatalogModel) + m_extraPrices.capacity() * sizeof(m_extraPrices[0]);
    for (const CatalogEntry& entry : m_entries)
        bytes += heapOf(entry);
    return bytes;
}

} // namespace gateway::providers
