#include "earlier_use.h"

#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/usage/ledger/answered_providers.h"
#include "gateway/usage/ledger/ledger.h"

#include <algorithm>
#include <map>
#include <string>

namespace gateway::host {

using config::ConfigHistory;
using providers::SecretUse;

namespace {

std::vector<SecretUse> usesOfVersion(const ConfigHistory& history, int number, const providers::Catalog& catalog)
{
    const auto text = history.read(number);
    std::vector<config::Issue> issues;
    const auto document = text ? config::Document::parse(*text, issues) : Result<config::Document>(failure(text.error()));
    return document ? providers::enabledUses(providers::secretUses(document->settings(), catalog)) : std::vector<SecretUse>();
}

/// What each provider sent when it last answered.
std::vector<SecretUse> provenUses(const QString& dataDir, const providers::Catalog& catalog)
{
    std::vector<SecretUse> proven;
    const auto answers = usage::lastAnswers(usage::Ledger::fileIn(dataDir));
    const ConfigHistory history(ConfigHistory::folderIn(dataDir));
    const auto versions = answers.empty() ? Result<std::vector<config::Version>>() : history.list();
    if (!versions)
        return proven;
    std::map<int, std::vector<SecretUse>> known;
    for (const auto& [provider, time] : answers) {
        const auto inForce = std::ranges::find_if(*versions, [at = time](const config::Version& version) { return version.time <= at; });
        if (inForce == versions->end())
            continue;
        const auto [uses, isNew] = known.try_emplace(inForce->number);
        if (isNew)
            uses->second = usesOfVersion(history, inForce->number, catalog);
        for (const SecretUse& use : uses->second)
            if (use.provider == provider)
                proven.push_back(use);
    }
    return proven;
}

} // namespace

std::vector<SecretUse> usedBefore(const QString& dataDir, std::vector<SecretUse> uses, const providers::Catalog& catalog)
{
    std::erase_if(uses, [](const SecretUse& use) { return use.isCatalogs; });
    if (uses.empty())
        return uses;
    const std::vector<SecretUse> proven = provenUses(dataDir, catalog);
    std::erase_if(uses, [&](const SecretUse& use) {
        return std::ranges::none_of(proven, [&](const SecretUse& known) { return known.provider == use.provider && known.to == use.to; });
    });
    return uses;
}

} // namespace gateway::host
