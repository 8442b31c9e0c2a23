#include "apisix_auth.h"

#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/secret_placeholder.h"
#include "gateway/core/text/ascii.h"

namespace gateway::config::foreign {

namespace {

/// The field with the key among the headers or parameters: the usual one, otherwise the first.
std::string keyFieldOf(const std::vector<std::string>& names, std::string_view usual)
{
    for (const std::string& name : names)
        if (equalsIgnoringCase(name, usual))
            return name;
    return names.empty() ? std::string() : names.front();
}

/// The prefix of the key in a header value: an authentication scheme, or any text before the name of a key.
std::string beforeKey(std::string_view text)
{
    constexpr std::string_view kBearer = "Bearer ";
    if (startsIgnoringCase(text, kBearer)) {
        text.remove_prefix(kBearer.size());
        return std::string(kBearer) + std::string(text.substr(0, startOfName(text)));
    }
    return std::string(text.substr(0, startOfName(text)));
}

void readHeaders(ForeignObject headers, ProviderSettings& provider)
{
    const KeyHeader usual = keyHeaderOf(provider.type);
    const auto names = headers.rest();
    const std::string keyName = keyFieldOf(names, usual.name);
    for (const std::string& name : names) {
        const auto text = headers.text(name);
        if (!text)
            continue;
        const bool isVariable = startsIgnoringCase(*text, "$env://");
        if (name != keyName
            || (isVariable && equalsIgnoringCase(name, "authorization"))) { // the variable has the whole value
            const std::string reference =
                referenceFor(*text, provider.id + '/' + asciiLower(name), headers.pathOf(name), headers.log());
            provider.authHeaders.push_back({name, {}, reference});
            continue;
        }
        const std::string before = beforeKey(*text);
        const std::string reference = referenceFor(
            std::string_view(*text).substr(before.size()), provider.id + "/main", headers.pathOf(name), headers.log());
        provider.keys.push_back({"main", reference});
        if (!equalsIgnoringCase(name, usual.name) || before != usual.before)
            provider.authHeaders.push_back({name, before + std::string(kKeyPlace), {}});
    }
}

void readQuery(ForeignObject query, ProviderSettings& provider)
{
    for (const std::string& name : query.rest()) {
        const auto text = query.text(name);
        if (!text)
            continue;
        const bool isKey = provider.keys.empty();
        const std::string place = provider.id + (isKey ? "/main" : '/' + name);
        const std::string reference = referenceFor(*text, place, query.pathOf(name), query.log());
        if (isKey)
            provider.keys.push_back({"main", reference});
        provider.authQuery.push_back({name, isKey ? std::string(kKeyPlace) : "", isKey ? "" : reference});
    }
}

void readAccount(ForeignObject& auth, ProviderSettings& provider)
{
    ForeignObject gcp = auth.object("gcp");
    if (const auto json = gcp.longText("service_account_json"))
        provider.keys.push_back(
            {"main", referenceFor(*json, provider.id + "/main", gcp.pathOf("service_account_json"), gcp.log())});
    gcp.drop("max_ttl", "tokens are cached until they expire");
    gcp.drop("expire_early_secs", "tokens are renewed automatically");
    gcp.dropRest();
    ForeignObject aws = auth.object("aws");
    if (!aws.isPresent())
        return;
    const auto first = aws.text("access_key_id");
    const bool isExported = first && first->starts_with('<') && first->ends_with('>');
    Json whole = Json::object();
    for (const char* part : {"access_key_id", "secret_access_key", "session_token"})
        if (const auto value = aws.text(part)) {
            whole[part] = *value;
            if (value->starts_with('$'))
                aws.log().note(aws.pathOf(part), "is a variable; Signalbox stores all parts as one secret in JSON",
                    "store it: signalboxd key set " + provider.id + "/main");
        }
    const std::string value = isExported ? *first : gateway::toText(whole);
    provider.keys.push_back({"main", referenceFor(value, provider.id + "/main", aws.path(), aws.log())});
    aws.dropRest();
}

/// The format of version 3.10: one header or parameter.
void readOldestAuth(ForeignObject& auth, ProviderSettings& provider)
{
    const auto type = auth.text("type");
    const auto name = auth.text("name");
    const auto value = auth.text("value");
    if (!type || !name || !value)
        return;
    Json one = Json::object();
    one[*name] = *value;
    ForeignObject fields(&one, auth.pathOf("value"), auth.log());
    *type == "param" ? readQuery(fields, provider) : readHeaders(fields, provider);
}

} // namespace

void readApisixAuth(ForeignObject auth, ProviderSettings& provider)
{
    if (auth.has("type"))
        readOldestAuth(auth, provider);
    readHeaders(auth.object("header"), provider);
    readQuery(auth.object("query"), provider);
    readAccount(auth, provider);
    auth.dropRest();
}

void goWithoutKey(ProviderSettings& provider)
{
    constexpr std::string_view kGeminiPath = "/v1beta/openai";
    if (!provider.keys.empty() || !provider.authHeaders.empty() || !provider.authQuery.empty() || !provider.baseUrl
        || provider.type == "vertex" || provider.type == "bedrock")
        return;
    std::string& url = *provider.baseUrl;
    const std::string address = url.substr(0, url.find('?'));
    if (hasOwnPath(provider.type) && isHostOnly(address)) {
        const std::string query = url.substr(address.size());
        url = baseUrlOf(address) + std::string(kGeminiPath);
        url = query.empty() ? url : endpointOf(url) + query;
    } else if (!provider.wholeUrl) {
        url = baseUrlOf(url);
    }
    provider.type = kAnyServer;
}

} // namespace gateway::config::foreign
