#include "client_name.h"

#include "gateway/clients/client_catalog.h"
#include "gateway/usage/live.h"
#include "gateway/usage/record.h"
#include "gateway/usage/search/request_row.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace ui::models {

using gateway::usage::RequestField;

namespace {

constexpr auto kAnonymous = "anonymous"; ///< the consumer of requests without a known key

/// The beginning of a User-Agent header as far as it is the client's name.
std::string nameIn(const std::string& agent)
{
    std::string name = agent.substr(0, agent.find(' '));
    if (name.ends_with('/')) name.pop_back();
    return name;
}

/// Products by the names of their clients and of the consumers created for them.
struct Products {
    std::map<std::string, QString> byClient;
    std::map<std::string, QString> byConsumer;
};

Products readProducts()
{
    Products products;
    const auto catalog = gateway::clients::ClientCatalog::load();
    if (!catalog) return products;
    for (const auto& entry : (*catalog)->entries()) {
        const QString name = QString::fromStdString(entry.name);
        products.byConsumer.emplace(entry.consumer, name);
        for (const std::string& agent : entry.userAgents) products.byClient.emplace(nameIn(agent), name);
    }
    return products;
}

/// Built-in data, read when the first caller is named.
const Products& products()
{
    static const Products read = readProducts();
    return read;
}

QString nameOr(const std::map<std::string, QString>& names, const std::string& id)
{
    const auto found = names.find(id);
    return found == names.end() ? QString::fromStdString(id) : found->second;
}

} // namespace

Caller::Caller(std::string consumerName, std::string clientName, std::string programName)
    : consumer(std::move(consumerName)), client(std::move(clientName)), program(std::move(programName))
{
}

Caller::Caller(const gateway::usage::ExchangeRecord& record) : Caller(record.consumer, record.clientName, std::string(record.processName())) { }

Caller::Caller(const gateway::usage::InFlight& exchange) : Caller(exchange.consumer, exchange.clientName, exchange.process) { }

Caller::Caller(const gateway::usage::RequestRow& row) : Caller(row.consumer, row.clientName, row.process) { }

bool Caller::isOurselves() const { return client == "signalbox" || client == "Signalbox"; }

bool Caller::isConsumer() const { return !consumer.empty() && consumer != kAnonymous; }

QString ClientName::of(const Caller& caller)
{
    if (caller.isOurselves()) return tr("Signalbox itself");
    if (caller.isConsumer()) return nameOr(products().byConsumer, caller.consumer);
    if (!caller.client.empty()) return nameOr(products().byClient, caller.client);
    return caller.program.empty() ? tr("unknown client") : QString::fromStdString(caller.program);
}

QString ClientName::details(const Caller& caller)
{
    if (caller.isOurselves()) return {};
    const QString name = of(caller);
    QStringList details;
    for (const std::string& part : {caller.isConsumer() ? caller.consumer : std::string(), caller.client, caller.program}) {
        const QString text = QString::fromStdString(part);
        if (!text.isEmpty() && text != name && !details.contains(text)) details += text;
    }
    return details.isEmpty() ? QString() : name + u'\n' + details.join(QStringLiteral(" · "));
}

QString ClientName::choice(const Caller& caller)
{
    QString name = of(caller);
    const auto& known = products().byClient;
    if (caller.isConsumer() || !known.contains(caller.client)) return name;
    const bool isOnly = std::ranges::count(known, name, [](const auto& each) { return each.second; }) == 1;
    return isOnly ? name : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(caller.client));
}

gateway::usage::RequestFilter::Match ClientName::match(const Caller& caller)
{
    if (caller.isConsumer() && !caller.isOurselves()) return {RequestField::Consumer, caller.consumer};
    if (!caller.client.empty()) return {RequestField::Client, caller.client};
    return {RequestField::Program, caller.program};
}

} // namespace ui::models
