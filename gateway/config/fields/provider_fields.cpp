#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr int kMaxCount = 1000;
constexpr int kMostBytesPerSecond = 1000000;

Shape<ProviderKey> providerKeyShape()
{
    using K = ProviderKey;
    return object<K>({{
        row("name", &K::name, text(rules::kAny, kMaxNameLength), "Tells the keys of a provider apart.",
            FieldKind::Required),
        row("secret", &K::secret, text(rules::kSecretReference),
            "Where the key is kept: keychain:NAME, env:NAME or file:PATH. Never the key itself.", FieldKind::Required),
        row("weight", &K::weight, wholeNumber(0, kMaxWeight),
            "How often the key is used, in proportion to the others."),
        row("enabled", &K::enabled, boolean(), "Whether the key is used."),
    }});
}

// A secret in an object of its own, where it is no text.
Shape<std::string> secretObject()
{
    struct Holder {
        std::string secret;
    };
    const Shape<Holder> inner = object<Holder>(
        {{row("secret", &Holder::secret, text(rules::kSecretReference), "A secret reference.", FieldKind::Required)}});
    return {
        [inner](const Json& node, std::string& value, const Place& place) {
            Holder holder;
            inner.read(node, holder, place);
            value = holder.secret;
        },
        [inner](const std::string& value) { return inner.write({value}); },
        [inner](Json& node, const std::string& from, const std::string& to) { inner.update(node, {from}, {to}); },
        inner.schema,
    };
}

Shape<KeyFailoverSettings> keyFailoverShape()
{
    using F = KeyFailoverSettings;
    return object<F>({{
        row("enabled", &F::enabled, boolean(), "Whether a key, a model or the provider that fails is set aside."),
        row("mode", &F::mode, oneOf({"passive", "active"}),
            "\"active\" also tries resting keys with requests of its own."),
        row("failure_threshold", &F::failureThreshold, wholeNumber(1, kMaxCount),
            "Failures within the window that set a key aside."),
        row("window_ms", &F::window_ms, wholeNumber(1, kDay_ms), "How long a failure counts."),
        row("success_threshold", &F::successThreshold, wholeNumber(1, kMaxCount), "Successes that take a key back."),
        row("check_interval_ms", &F::checkInterval_ms, wholeNumber(1, kDay_ms),
            "How long a key rests where its provider does not say, doubling each time; with \"active\" the time between "
            "two checks."),
        row("check_timeout_ms", &F::checkTimeout_ms, wholeNumber(1, kHour_ms), "How long a check may take."),
        row("check_model", &F::checkModel, orNull(text()), "The model that a check asks."),
    }});
}

Shape<TimeoutSettings> timeoutsShape()
{
    using T = TimeoutSettings;
    return object<T>({{
        row("connect_ms", &T::connect_ms, wholeNumber(1, kHour_ms), "To the end of the TLS handshake."),
        row("first_byte_ms", &T::firstByte_ms, wholeNumber(1, kDay_ms), "For streams: to the first byte of the body."),
        row("idle_ms", &T::idle_ms, wholeNumber(1, kDay_ms), "For streams: between two bytes."),
        row("total_ms", &T::total_ms, wholeNumber(1, kDay_ms), "For answers that are not streamed: the whole."),
        row("min_bytes_per_second", &T::minBytesPerSecond, orNull(wholeNumber(1, kMostBytesPerSecond)),
            "An answer that comes more slowly for five seconds has failed; null is any speed."),
    }});
}

Shape<KeepAliveSettings> keepAliveShape()
{
    using K = KeepAliveSettings;
    return object<K>({{
        row("enabled", &K::enabled, boolean(), "Whether connections are used again."),
        row("idle_ms", &K::idle_ms, wholeNumber(1, kDay_ms), "How long an idle connection is kept."),
        row("pool", &K::pool, wholeNumber(0, kMaxCount), "How many idle connections are kept per origin."),
    }});
}

bool isProxyWord(const Json& node) { return node == "system" || node == "none"; }

Json proxyWordSchema() { return wordSchema({"system", "none"}); }

// A URL, or the word that could stand alone.
Shape<std::string> proxyUrlShape()
{
    Shape<std::string> shape = text(rules::kProxyUrl, kMaxUrlLength);
    shape.read = [url = shape.read](const Json& node, std::string& value, const Place& place) {
        if (isProxyWord(node))
            value = node.get<std::string>();
        else
            url(node, value, place);
    };
    shape.schema = [url = shape.schema] { return Json{{"anyOf", Json::array({proxyWordSchema(), url()})}}; };
    return shape;
}

// {url, user, secret}
Shape<ProxySettings> proxyObject()
{
    using P = ProxySettings;
    return object<P>({{
        row("url", &P::url, proxyUrlShape(), "http://host:port or socks5://host:port; or \"system\" or \"none\".",
            FieldKind::Required),
        row("user", &P::user, textOrEmpty(), "User name at the proxy."),
        row("secret", &P::secret, text(rules::kSecretReference), "A secret reference to the password at the proxy."),
    }});
}

// "system", "none", a URL, or an object.
Shape<ProxySettings> proxyShape()
{
    using P = ProxySettings;
    const Shape<P> full = proxyObject();
    const Shape<std::string> url = text(rules::kProxyUrl, kMaxUrlLength);
    auto read = [=](const Json& node, P& value, const Place& place) {
        P found;
        found.mode = "url";
        if (node.is_object())
            full.read(node, found, place);
        else if (isProxyWord(node))
            found.mode = node.get<std::string>();
        else if (node.is_string())
            url.read(node, found.url, place);
        else
            reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "\"system\", \"none\", a URL or {\"url\", \"user\", \"secret\"}"), node);
        if (isProxyWord(Json(found.url)))
            found.mode = std::exchange(found.url, {});
        value = found;
    };
    auto write = [=](const P& value) {
        if (value.mode != "url")
            return Json(value.mode);
        return value.user.empty() && value.secret.empty() ? url.write(value.url) : full.write(value);
    };
    auto update = [=](Json& node, const P& from, const P& to) {
        if (!node.is_object() || to.mode != "url")
            node = write(to);
        else
            full.update(node, from, to);
    };
    auto schema = [=] {
        return Json{{"anyOf", Json::array({proxyWordSchema(), url.schema(), full.schema()})}};
    };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

FieldTable<ProviderSettings> authFields()
{
    using P = ProviderSettings;
    return {
        row("headers", &P::authHeaders, authShape(rules::kToken),
            "Headers to send as well: text in which ${key} is the key in use, or {\"secret\": reference}. Where a header or "
            "a query parameter holds ${key}, the key goes there and nowhere else."),
        row("query", &P::authQuery, authShape(rules::kAny),
            "Query parameters to send as well: text in which ${key} is the key in use, or {\"secret\": reference}. Where one "
            "holds ${key}, the key goes there and into no usual header."),
    };
}

FieldTable<ProviderSettings> connectionFields()
{
    using P = ProviderSettings;
    return {
        part("key_failover", &P::keyFailover, keyFailoverShape(), "When a key that fails rests, and for how long."),
        part("timeouts", &P::timeouts, timeoutsShape(), "How long the upstream may take."),
        part("keepalive", &P::keepAlive, keepAliveShape(), "Connections that are kept for the next request."),
        row("ssl_verify", &P::sslVerify, boolean(), "Whether the upstream's certificate must be valid."),
        row("ca_file", &P::caFile, orNull(text()),
            "PEM file with the authorities to trust for this provider, beside the system's."),
        row("proxy", &P::proxy, proxyShape(),
            "\"system\", \"none\", a URL, or an object with a user name and a password's reference."),
        row("forward_headers", &P::forwardHeaders, listOf(text(rules::kToken)),
            "Headers of the client that go upstream, beside those that the dialect names."),
        row("consumers", &P::consumers, listOf(text()),
            "Names of the consumers that may use the provider, on whatever route; empty is everybody."),
        row("routes_only", &P::routesOnly, boolean(),
            "Whether only routes reach the provider: neither provider/model nor the name of a model that no route takes."),
    };
}

FieldTable<ProviderSettings> providerFields()
{
    using P = ProviderSettings;
    FieldTable<P> fields{
        row("id", &P::id, text(rules::kId, kMaxNameLength), "Names the provider in targets and in provider/model.",
            FieldKind::Required),
        row("type", &P::type, text(rules::kId, kMaxNameLength),
            "A provider of the catalog, such as deepseek or qwen, or a dialect: openai-compatible, openai-responses, "
            "anthropic-compatible, gemini-compatible, ollama, demo.",
            FieldKind::Required),
        row("enabled", &P::enabled, boolean(), "Whether the provider is used."),
        row("base_url", &P::baseUrl, orNull(text(rules::kBaseUrl, kMaxUrlLength)),
            "Everything before the endpoint, such as https://api.example.com/v1; null is the catalog's."),
        row("whole_url", &P::wholeUrl, boolean(),
            "Whether base_url is the address of the endpoint itself, to which nothing is added."),
        row("settings", &P::settings, mapOf(textOrEmpty()),
            "What the type's URL or signing needs: region, project, api_version, account_id and so on."),
        row("keys", &P::keys,
            listOf(providerKeyShape(), Identity<ProviderKey>{[](const ProviderKey& key) { return key.name; }, "name"}),
            "The account's keys, as references to where they are kept."),
        group("auth", authFields(), "How the key is sent, where the type does not say it."),
        row("models", &P::models, orNull(listOf(text())),
            "The names of the models there are; null is the provider's own list."),
        row("model_map", &P::modelMap, mapOf(textOrEmpty(), rules::kModelPattern),
            "Requested model to upstream model: exact names, then the longest prefix*, then ~regex (RE2) in this order, then "
            "*. An empty upstream model is the requested one."),
        part("parameters", &P::parameters, parametersShape(), "Changes to the parameters of every request."),
    };
    for (Field<P>& field : connectionFields())
        fields.push_back(std::move(field));
    return fields;
}

} // namespace

Shape<std::vector<AuthValue>> authShape(const TextRule& names)
{
    using List = std::vector<AuthValue>;
    const Shape<std::string> name = text(names);
    const Shape<std::string> plain = text();
    const Shape<std::string> secret = secretObject();
    const auto writeOne = [=](const AuthValue& value) {
        return value.secret.empty() ? plain.write(value.text) : secret.write(value.secret);
    };
    auto read = [=](const Json& node, List& list, const Place& place) {
        if (!node.is_object())
            return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an object"), node);
        list.clear();
        for (const auto& [key, value] : node.items()) {
            AuthValue& entry = list.emplace_back();
            name.read(Json(key), entry.name, place.field(key));
            if (value.is_object())
                secret.read(value, entry.secret, place.field(key));
            else if (value.is_string())
                plain.read(value, entry.text, place.field(key));
            else
                reportWrong(place.field(key),
                    QT_TRANSLATE_NOOP("Configuration", "text in which ${key} is the key in use, or {\"secret\": \"keychain:NAME\"}"), value);
        }
    };
    auto write = [=](const List& list) {
        Json node = Json::object();
        for (const AuthValue& value : list)
            node[value.name] = writeOne(value);
        return node;
    };
    auto update = [=](Json& node, const List& from, const List& to) {
        Json next = Json::object();
        for (const AuthValue& value : to) {
            const bool same = std::find(from.begin(), from.end(), value) != from.end();
            next[value.name] = same ? std::move(node[value.name]) : writeOne(value);
        }
        node = std::move(next);
    };
    auto schema = [=] {
        return Json{
            {"type", "object"}, {"additionalProperties", {{"anyOf", Json::array({plain.schema(), secret.schema()})}}}};
    };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

const Shape<ParameterRules>& parametersShape()
{
    using R = ParameterRules;
    static const Shape<R> shape = object<R>({{
        row("set", &R::set, mapOf(anything()), "Parameters that always get this value."),
        row("default", &R::defaults, mapOf(anything()), "Parameters that get this value where the client sent none."),
        row("remove", &R::remove, listOf(text()), "Parameters that are taken out."),
        row("rename", &R::rename, mapOf(text()),
            "Parameters that the upstream knows by another name: the client's, the upstream's."),
    }});
    return shape;
}

const Shape<ProviderSettings>& providerShape()
{
    static const Shape<ProviderSettings> shape = object<ProviderSettings>({providerFields()});
    return shape;
}

} // namespace gateway::config
