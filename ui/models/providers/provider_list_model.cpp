#include "provider_list_model.h"

#include "key_meter_text.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/models/sorted_rows.h"
#include "ui/words/failure_words.h"
#include "ui/words/probe_words.h"
#include "ui/words/rest_words.h"
#include "ui/words/sentence_words.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <iterator>

namespace ui::models {

using gateway::config::FailureClass;
using gateway::config::ProviderSettings;
using gateway::host::KeyHealth;
using gateway::host::KeyStatus;
using gateway::host::ProviderHealth;
using gateway::host::ProviderStatus;
using gateway::routing::Rest;
using gateway::routing::Rests;
using gateway::usage::ExchangeRecord;
using words::FailureWords;
using words::HealthWords;
using words::ProbeWords;
using words::RestWords;

namespace {

constexpr int kFirstErrorStatus = 400;

constexpr int kRecentRecords = 200; ///< of the ledger, for the median and the last error
constexpr std::string_view kInKeychain = "keychain:";
constexpr std::string_view kEnvironment = "env:";

QString status(const char* name) { return QString::fromLatin1(name); }

/// Time until then, in whole seconds or minutes.
QString restTime(gateway::WallTime until, gateway::WallTime now) { return Formatter().sentenceDuration(std::chrono::ceil<gateway::Milliseconds>(until - now)); }

QString reasonOf(const Evidence& evidence) { return FailureWords::reason(evidence.failure, evidence.status, evidence.reason); }

} // namespace

QString protocolsText(const gateway::providers::CatalogEntry* entry)
{
    if (!entry) return ProviderListModel::tr("unknown type");
    QStringList names;
    for (const auto& endpoint : entry->endpoints) {
        if (endpoint.protocol == gateway::providers::Protocol::Demo) return ProviderListModel::tr("built in");
        const auto name = gateway::providers::displayName(endpoint.protocol);
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (!names.contains(text)) names.append(text);
    }
    return names.join(QStringLiteral(" · "));
}

ProviderListModel::ProviderListModel(const gateway::Clock& clock, QObject* parent) : QAbstractTableModel(parent), m_clock(clock) { }

void ProviderListModel::attach(const Access& access)
{
    m_access = access;
    setCatalog(access.providers().catalog());
    setSettings(access.configuration().settings());
    setProviders(access.providers().providers());
    const auto ask = [this] {
        if (m_hasAsked) return;
        m_hasAsked = m_access->requests().recent(kRecentRecords, this, [this](const std::vector<ExchangeRecord>& records) {
            // The records are newest first; the median needs the newest last.
            for (auto it = records.rbegin(); it != records.rend(); ++it) addRecord(*it);
            m_hasOlder = std::ssize(records) >= kRecentRecords;
        });
    };
    connect(&access.news(), &GatewayNews::statusChanged, this, ask);
    connect(&access.news(), &GatewayNews::settingsChanged, this, [this] { setSettings(m_access->configuration().settings()); });
    connect(&access.news(), &GatewayNews::providersChanged, this, [this] { setProviders(m_access->providers().providers()); });
    connect(&access.news(), &GatewayNews::metersChanged, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, Balance), index(rowCount() - 1, Balance), {Qt::DisplayRole});
    });
    connect(&access.news(), &GatewayNews::secretStored, this, &ProviderListModel::forgetKey);
    connect(&access.news(), &GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        for (const auto& record : snapshot.finished) addRecord(*record);
        setInFlight(snapshot.inFlight);
    });
    followTests(ProviderTests::of(access));
    ask();
}

/// Tests that end from now on, and the last earlier one of each provider.
void ProviderListModel::followTests(ProviderTests& tests)
{
    connect(&tests, &ProviderTests::began, this, [this](const QString& id) { setProbing(id.toStdString()); });
    connect(&tests, &ProviderTests::finished, this, [this](const QString& id, const gateway::host::ProbeResult& result) { setProbed(id.toStdString(), result); });
    for (const ProviderSettings& provider : m_all) {
        if (tests.isRunning(provider.id)) setProbing(provider.id);
        else if (const auto* last = tests.last(provider.id)) setProbed(provider.id, last->result, last->at);
    }
}

void ProviderListModel::setCatalog(const CatalogSource& catalog)
{
    beginResetModel();
    m_catalog = catalog;
    endResetModel();
}

void ProviderListModel::setSettings(const gateway::config::Settings& settings)
{
    if (settings.providers == m_all) return;
    for (const ProviderSettings& before : m_all) {
        const ProviderSettings* after = settings.provider(before.id);
        // Other weights or limits do not affect the observations; another key or address does.
        if (!after || !isSameUpstream(*after, before)) forget(before.id);
    }
    m_all = settings.providers;
    showRows();
}

void ProviderListModel::showRows()
{
    std::vector<ProviderSettings> rows = m_all;
    if (rows == m_settings) return;
    const bool sameRows = std::equal(m_settings.begin(), m_settings.end(), rows.begin(), rows.end(),
                                     [](const ProviderSettings& a, const ProviderSettings& b) { return a.id == b.id; });
    if (sameRows) {
        m_settings = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_settings = std::move(rows);
    endResetModel();
}

void ProviderListModel::setProviders(const std::vector<ProviderStatus>& providers)
{
    m_status = providers;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ProviderListModel::changed(const std::string& id)
{
    const int row = rowOf(QString::fromStdString(id));
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void ProviderListModel::setInFlight(const std::vector<gateway::usage::InFlight>& exchanges)
{
    std::set<std::string> before = std::move(m_answering);
    m_answering.clear();
    for (const auto& one : exchanges)
        if (!one.provider.empty()) m_answering.insert(one.provider);
    std::vector<std::string> others;
    std::ranges::set_symmetric_difference(before, m_answering, std::back_inserter(others));
    for (const std::string& id : others) changed(id);
}

void ProviderListModel::refreshTimes()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, Health), index(rowCount() - 1, Balance), {Qt::DisplayRole});
}

void ProviderListModel::addRecord(const ExchangeRecord& record)
{
    m_observations.add(record);
    std::set<std::string> touched{record.provider};
    for (const auto& attempt : record.attempts) touched.insert(attempt.provider);
    for (const std::string& id : touched) changed(id);
}

void ProviderListModel::setProbing(const std::string& id)
{
    m_probing.insert(id);
    changed(id);
}

void ProviderListModel::setProbed(const std::string& id, const gateway::host::ProbeResult& result, gateway::WallTime at)
{
    m_probing.erase(id);
    m_observations.addProbe(id, usedKey(id), result, at);
    changed(id);
}

// The reference has another key: results of the previous key do not apply.
void ProviderListModel::forgetKey(const QString& reference)
{
    for (const ProviderSettings& provider : m_all) {
        const auto& keys = provider.keys;
        if (std::none_of(keys.begin(), keys.end(), [&](const auto& key) { return key.secret == reference.toStdString(); })) continue;
        forget(provider.id);
        changed(provider.id);
    }
}

// A test uses the first usable key.
std::string ProviderListModel::usedKey(const std::string& id) const
{
    const int row = rowOf(QString::fromStdString(id));
    const ProviderStatus* known = row < 0 ? nullptr : status(row);
    if (!known) return {};
    const auto key = std::find_if(known->keys.begin(), known->keys.end(), [](const KeyStatus& one) { return one.health == KeyHealth::Ready; });
    return key == known->keys.end() ? std::string() : key->name;
}

int ProviderListModel::rowOf(const QString& id) const
{
    const std::string wanted = id.toStdString();
    const auto found = std::find_if(m_settings.begin(), m_settings.end(),
                                    [&](const ProviderSettings& provider) { return provider.id == wanted; });
    return found == m_settings.end() ? -1 : static_cast<int>(found - m_settings.begin());
}

const ProviderSettings& ProviderListModel::settings(int row) const { return m_settings[static_cast<std::size_t>(row)]; }

const gateway::providers::CatalogEntry* ProviderListModel::entry(int row) const
{
    return m_catalog.find ? m_catalog.find(settings(row).type) : nullptr;
}

const ProviderStatus* ProviderListModel::status(int row) const
{
    const auto found = std::find_if(m_status.begin(), m_status.end(),
                                    [&](const ProviderStatus& one) { return one.id == settings(row).id; });
    return found == m_status.end() ? nullptr : &*found;
}

QString ProviderListModel::name(int row) const { return displayName(m_catalog, settings(row)); }

bool ProviderListModel::needsKey(int row) const
{
    const auto* known = entry(row);
    return known && known->keyNeeded;
}

StateText ProviderListModel::evidenceHealth(const Evidence& evidence) const
{
    using models::status;
    if (evidence.isOk) return {status("ok"), tr("Healthy")};
    switch (evidence.failure.value_or(FailureClass::ServerError)) {
    case FailureClass::KeyRejected: return {status("error"), tr("Key rejected")};
    case FailureClass::RateLimited: return {status("resting"), tr("Rate limited")};
    case FailureClass::BalanceGone: return {status("error"), tr("Balance used up")};
    case FailureClass::Unreachable: return {status("error"), tr("Unreachable")};
    case FailureClass::Timeout: return {status("warn"), tr("Timeout")};
    default: return {status("warn"), tr("Last request failed")};
    }
}

StateText ProviderListModel::health(int row) const
{
    using models::status;
    if (isProbing(settings(row).id)) return {status("busy"), tr("Testing")};
    if (!settings(row).enabled) return {status("idle"), tr("Disabled")};
    const ProviderStatus* known = ProviderListModel::status(row);
    if (!known) return {status("busy"), tr("Reading keys")};
    switch (known->health) {
    case ProviderHealth::Disabled: return {status("idle"), tr("Disabled")};
    case ProviderHealth::KeyProblem: return HealthWords::keyProblem(known->keys);
    case ProviderHealth::Invalid: return {status("error"), tr("Not set up")};
    case ProviderHealth::Unapproved: return {status("locked"), tr("Awaiting approval")};
    case ProviderHealth::Ready: break;
    }
    const Evidence* evidence = m_observations.last(settings(row).id);
    const gateway::WallTime now = m_clock.wallNow();
    const bool isTold = evidence && !evidence->isOutOfDate(now);
    if (const auto until = restEnd(row); (!isTold || evidence->isOk || evidence->failure == FailureClass::RateLimited) && until > now) return {status("resting"), tr("Cooling down %1", "how long").arg(restTime(until, now))};
    if (isTold) return evidenceHealth(*evidence);
    if (evidence) return isAnswering(row) ? StateText{status("busy"), tr("Answering")} : StateText{status("unknown"), tr("Stale")};
    return isAnswering(row) ? StateText{status("busy"), tr("First request")} : StateText{status("unknown"), unseen(row).first};
}

/// As a word and as a sentence.
std::pair<QString, QString> ProviderListModel::unseen(int row) const
{
    if (m_changed.contains(settings(row).id)) return {tr("New key or address"), tr("Ready. The key or address is new; no requests since")};
    if (m_hasOlder) return {tr("Not used lately"), tr("Ready. Not used by recent requests")};
    return {tr("No requests yet"), tr("Ready. No requests so far")};
}

void ProviderListModel::forget(const std::string& id)
{
    if (m_observations.last(id)) m_changed.insert(id);
    m_observations.forget(id);
}

QString ProviderListModel::ago(gateway::WallTime when) const { return Formatter().ago(Formatter::local(when), Formatter::local(m_clock.wallNow())); }

const Evidence* ProviderListModel::outOfDate(int row) const
{
    const ProviderStatus* known = status(row);
    const Evidence* evidence = m_observations.last(settings(row).id);
    const bool isShown = settings(row).enabled && !isAnswering(row) && known && known->health == ProviderHealth::Ready && !isProbing(settings(row).id) && restEnd(row) <= m_clock.wallNow();
    return isShown && evidence && evidence->isOutOfDate(m_clock.wallNow()) ? evidence : nullptr;
}

QString ProviderListModel::problemSentence(int row, const ProviderStatus& known) const
{
    if (known.health == ProviderHealth::Unapproved && !known.unapproved.empty()) {
        const auto& use = known.unapproved.front();
        return tr("Awaiting approval: send key “%1” to %2").arg(QString::fromStdString(use.name), words::SentenceWords::of(gateway::providers::placeOf(use.to)));
    }
    if (known.health != ProviderHealth::Invalid) return HealthWords::keySentence(known.keys);
    const ProviderSettings& provider = settings(row);
    const auto* kind = entry(row);
    if (!kind) return tr("Unknown provider type “%1”").arg(QString::fromStdString(provider.type));
    for (const std::string& name : kind->settings) {
        const auto given = std::find_if(provider.settings.begin(), provider.settings.end(), [&](const auto& one) { return one.first == name; });
        if (given == provider.settings.end() || given->second.empty()) return tr("“%1” is missing. Enter it under Edit").arg(QString::fromStdString(name));
    }
    return tr("No valid address. Enter one under Edit");
}

QString ProviderListModel::stateSentence(int row) const
{
    if (!settings(row).enabled) return tr("Disabled: receives no requests");
    const ProviderStatus* known = status(row);
    if (!known) return tr("Reading its keys");
    if (known->health != ProviderHealth::Ready) return problemSentence(row, *known);
    if (!known->rests.empty()) return restSentence(row);
    const Evidence* evidence = m_observations.last(settings(row).id);
    if (!evidence) return isAnswering(row) ? tr("First request in progress") : unseen(row).second;
    const QString ago = ProviderListModel::ago(evidence->at);
    if (const Evidence* old = outOfDate(row)) {
        if (old->isOk) return tr("Stale: last answered %1. Test it to check its current state", "how long ago").arg(ago);
        return tr("Stale: “%1” was seen %2. Test it to check its current state", "state, how long ago").arg(evidenceHealth(*old).word, ago);
    }
    if (evidence->isOutOfDate(m_clock.wallNow()) && isAnswering(row)) return tr("Request in progress");
    if (evidence->isOk) return tr("Answered %1").arg(ago);
    const bool isOfKey = evidence->failure == FailureClass::KeyRejected || evidence->failure == FailureClass::BalanceGone;
    if (isOfKey && !evidence->key.empty()) {
        return tr("Key “%1”: %2, %3", "name, reason, how long ago").arg(QString::fromStdString(evidence->key), reasonOf(*evidence), ago);
    }
    const QString word = evidenceHealth(*evidence).word;
    if (evidence->status < kFirstErrorStatus) return tr("%1, %2", "state, how long ago").arg(word, ago);
    return tr("%1: %2, %3", "state, reason, how long ago").arg(word, reasonOf(*evidence), ago);
}

QString ProviderListModel::probeSentence(int row) const
{
    const Formatter format;
    if (isProbing(settings(row).id)) return tr("Testing with a real request…");
    const ProbeNote* note = m_observations.probe(settings(row).id);
    if (!note) return m_observations.last(settings(row).id) ? QString() : tr("Not tested yet"); // requests are the better test
    const QString ago = ProviderListModel::ago(note->at);
    if (note->isOutOfDate(m_clock.wallNow())) {
        if (note->result.ok) return tr("Tested %1 (stale): answered", "how long ago").arg(ago);
        return tr("Tested %1 (stale): %2", "how long ago, a sentence").arg(ago, ProbeWords::failure(note->result));
    }
    if (!note->result.ok) return tr("Tested %1: %2").arg(ago, ProbeWords::failure(note->result));
    if (note->result.total.count() < 0) return tr("Tested %1: answered").arg(ago);
    return tr("Tested %1: answered in %2").arg(ago, format.latency(note->result.total));
}

StateText ProviderListModel::keysCell(int row) const
{
    const ProviderSettings& provider = settings(row);
    if (provider.keys.empty()) {
        if (needsKey(row)) return {QStringLiteral("error"), tr("none", "key")};
        return {QStringLiteral("text_secondary"), tr("not needed", "key")};
    }
    const ProviderStatus* known = status(row);
    if (!known) return {{}, tr("reading", "key")};
    int usable = 0;
    int refused = 0;
    const KeyStatus* problem = nullptr;
    for (const KeyStatus& key : known->keys) {
        if (key.health == KeyHealth::Ready) {
            ++usable;
            const Evidence* refusal = m_observations.refusal(provider.id, key.name);
            refused += refusal && !refusal->isOutOfDate(m_clock.wallNow()) ? 1 : 0;
        } else if (key.health != KeyHealth::Disabled && (!problem || problem->health == KeyHealth::Reading)) {
            problem = &key;
        }
    }
    if (usable == 0 && !problem) return {QStringLiteral("text_secondary"), tr("disabled", "key")};
    if (usable > 0 && usable == refused) return {QStringLiteral("error"), tr("rejected", "key")};
    if (!problem) return usableKeysCell(row);
    if (usable > 0) return {QStringLiteral("warn"), tr("%1 of %2 usable", "keys").arg(usable).arg(known->keys.size())};
    const StateText state = HealthWords::key(problem->health);
    if (problem->health == KeyHealth::Reading) return {{}, state.word};
    return {state.status == QLatin1String("locked") ? QStringLiteral("warn") : QStringLiteral("error"), state.word};
}

StateText ProviderListModel::usableKeysCell(int row) const
{
    const auto& keys = settings(row).keys;
    const auto startsWith = [](std::string_view prefix) {
        return [prefix](const gateway::config::ProviderKey& key) { return key.secret.starts_with(prefix); };
    };
    const auto isUntilQuit = [](const gateway::config::ProviderKey& key) { return gateway::SecretReference::isIn(gateway::SecretReference::Store::Session, key.secret); };
    if (std::all_of(keys.begin(), keys.end(), isUntilQuit)) return {{}, tr("in memory", "key")};
    if (std::all_of(keys.begin(), keys.end(), startsWith(kEnvironment))) return {{}, tr("environment", "key")};
    if (std::none_of(keys.begin(), keys.end(), startsWith(kInKeychain)) && keys.size() == 1) return {{}, tr("file", "key")};
    return {{}, tr("%Ln key(s)", nullptr, static_cast<int>(keys.size()))};
}

StateText ProviderListModel::keyState(int row, const KeyStatus& key) const
{
    const Evidence* refusal = key.health == KeyHealth::Ready ? m_observations.refusal(settings(row).id, key.name) : nullptr;
    const gateway::WallTime now = m_clock.wallNow();
    if (const auto until = restEnd(row, key.name); !refusal && key.health == KeyHealth::Ready && until > now) {
        return {QStringLiteral("resting"), tr("cooling down %1", "key, how long").arg(restTime(until, now))};
    }
    if (!refusal) return HealthWords::key(key.health);
    if (refusal->isOutOfDate(now)) return {QStringLiteral("unknown"), tr("rejected %1", "a key, how long ago").arg(ago(refusal->at))};
    const QString word = refusal->failure == FailureClass::BalanceGone ? tr("no balance", "key") : tr("rejected", "key");
    return {QStringLiteral("error"), refusal->status == 0 ? word : tr("%1 (%2)", "state of a key, HTTP status").arg(word).arg(refusal->status)};
}

/// End of its latest cooldown; in the past: none.
gateway::WallTime ProviderListModel::restEnd(int row, const std::string& key) const
{
    gateway::WallTime until{};
    if (const ProviderStatus* known = status(row))
        for (const Rest& rest : known->rests)
            if (rest.operation.empty() && rest.scope() == Rests::Key && rest.key == key) until = std::max(until, rest.until);
    return until;
}

/// Until then it gets no requests: the provider, or every usable key, is in cooldown.
gateway::WallTime ProviderListModel::restEnd(int row) const
{
    gateway::WallTime until{};
    const ProviderStatus* known = status(row);
    if (!known || known->rests.empty()) return until;
    for (const Rest& rest : known->rests)
        if (rest.operation.empty() && rest.scope() == Rests::Provider) until = std::max(until, rest.until);
    if (until > m_clock.wallNow()) return until;
    std::optional<gateway::WallTime> first; // the first key to become available
    for (const KeyStatus& key : known->keys) {
        if (key.health != KeyHealth::Ready) continue;
        const gateway::WallTime end = restEnd(row, key.name);
        first = first ? std::min(*first, end) : end;
    }
    return first.value_or(until);
}

/// Describes the cooldown that affects most requests, and of those the longest.
QString ProviderListModel::restSentence(int row) const
{
    constexpr std::array kWidestFirst{Rests::Provider, Rests::Key, Rests::Model, Rests::KeyOnModel};
    const std::vector<Rest>& rests = status(row)->rests;
    const auto rank = [&](const Rest& rest) {
        return std::pair(!rest.operation.empty(), std::find(kWidestFirst.begin(), kWidestFirst.end(), rest.scope()) - kWidestFirst.begin());
    };
    const Rest& main = *std::min_element(rests.begin(), rests.end(), [&](const Rest& a, const Rest& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.until > b.until;
    });
    const QDateTime until = Formatter::local(main.until);
    const QDateTime now = Formatter::local(m_clock.wallNow());
    const QString time = until.date() == now.date() ? Formatter().time(until) : Formatter().dateTime(until);
    QString sentence = until > now ? RestWords::resting(main, time) : RestWords::waiting(main);
    if (rests.size() == 1) return sentence;
    return tr("%1, and %Ln more", "a sentence", static_cast<int>(rests.size()) - 1).arg(sentence);
}

QString ProviderListModel::lastErrorText(int row) const
{
    const Evidence* error = m_observations.lastError(settings(row).id);
    if (!error) return {};
    return tr("%1, %2", "reason, how long ago").arg(reasonOf(*error), ago(error->at));
}

QString ProviderListModel::lastErrorDetail(int row) const
{
    const Evidence* error = m_observations.lastError(settings(row).id);
    return error ? words::SentenceWords::of(error->reason) : QString();
}

/// A local engine: free of charge.
bool ProviderListModel::isLocal(int row) const
{
    const auto* kind = entry(row);
    if (kind && kind->endpoint(gateway::providers::Protocol::Demo)) return false; // local, but not an engine
    if (kind && kind->region == gateway::providers::Region::Local) return true;
    const ProviderStatus* known = status(row);
    const QString host = known ? QUrl(QString::fromStdString(known->address)).host() : QString();
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
}

/// Those of its enabled keys whose balance is known.
std::vector<const gateway::providers::KeyMeter*> ProviderListModel::balancesOf(int row) const
{
    const ProviderSettings& provider = settings(row);
    std::vector<const gateway::providers::KeyMeter*> found;
    if (!m_access) return found;
    for (const auto& meter : m_access->providers().meters()) {
        const bool isIts = meter.provider == provider.id && !meter.balance.empty()
            && std::any_of(provider.keys.begin(), provider.keys.end(), [&](const auto& key) { return key.name == meter.key && key.enabled; });
        if (isIts) found.push_back(&meter);
    }
    return found;
}

/// For the first key with a known balance; others are in the tool tip.
QString ProviderListModel::balanceText(int row) const
{
    const auto balances = balancesOf(row);
    if (balances.empty()) return isLocal(row) ? tr("local") : Formatter::none();
    QStringList amounts;
    for (const gateway::Money& amount : balances.front()->balance) amounts += Formatter().money(amount);
    const QString first = amounts.join(QStringLiteral(" · "));
    const int others = static_cast<int>(balances.size()) - 1;
    return others == 0 ? first : tr("%1 +%2", "balance of a key, number of other keys").arg(first).arg(others);
}

QVariant ProviderListModel::balanceDetail(int row) const
{
    if (!m_access) return {};
    QStringList lines;
    for (const MeterLine& line : KeyMeterText::lines(settings(row), entry(row), m_access->providers().meters(), m_clock.wallNow())) {
        lines += line.asOf.isEmpty() ? tr("%1: %2").arg(line.name, line.left) : tr("%1: %2 (%3)").arg(line.name, line.left, line.asOf);
    }
    return lines.isEmpty() ? QVariant() : QVariant(lines.join(u'\n'));
}

// An insecure provider is not shown as fine.
QString ProviderListModel::rowStatus(int row) const
{
    const QString shown = health(row).status;
    const bool isCalm = shown == QLatin1String("ok") || shown == QLatin1String("unknown");
    return isCalm && !settings(row).sslVerify ? QStringLiteral("warn") : shown;
}

/// Whether it can be used, and no recent observation contradicts that.
bool ProviderListModel::isReady(int row) const
{
    const ProviderStatus* known = status(row);
    if (!known || known->health != ProviderHealth::Ready || restEnd(row) > m_clock.wallNow()) return false;
    const Evidence* evidence = m_observations.last(settings(row).id);
    return !evidence || evidence->isOutOfDate(m_clock.wallNow()) || evidenceHealth(*evidence).status != QLatin1String("error");
}

int ProviderListModel::readyCount() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row) count += isReady(row) ? 1 : 0;
    return count;
}

int ProviderListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_settings.size()); }

int ProviderListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ProviderListModel::text(int row, int column) const
{
    switch (column) {
    case Provider: return name(row);
    case Health: return health(row).word;
    case Keys: return keysCell(row).word;
    case Median: {
        const auto median = m_observations.medianFirstToken(settings(row).id);
        return median ? Formatter().latency(*median) : Formatter::none();
    }
    case Balance: return balanceText(row);
    default: return {};
    }
}

QVariant ProviderListModel::raw(int row, int column) const
{
    if (column != Median) return text(row, column);
    const auto median = m_observations.medianFirstToken(settings(row).id);
    return median ? QVariant(qlonglong{median->count()}) : QVariant();
}

/// States by severity, balances in one currency.
QVariant ProviderListModel::sortValue(int row, int column) const
{
    const auto ranked = [](const QString& status, const QString& word) { return QStringLiteral("%1 %2").arg(severityOf(status)).arg(word); };
    switch (column) {
    case Health: return ranked(rowStatus(row), health(row).word);
    case Keys: return ranked(keysCell(row).status, keysCell(row).word);
    case Balance: {
        const auto balances = balancesOf(row);
        if (balances.empty()) return {};
        double dollars = 0;
        for (const gateway::Money& amount : balances.front()->balance) {
            const double units = static_cast<double>(amount.pico) / static_cast<double>(gateway::kPicoOfUnit);
            const double rate = amount.currency == gateway::Currency::Cny ? m_access->providers().exchangeRate().usdCny : 1;
            dollars += rate > 0 ? units / rate : units;
        }
        return dollars;
    }
    default: return raw(row, column);
    }
}

QVariant ProviderListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case RawRole: return raw(row, column);
    case SortRole: return sortValue(row, column);
    case IdRole: return QString::fromStdString(settings(row).id);
    case SecondLineRole:
        if (column == Health && !settings(row).sslVerify) return tr("TLS not verified");
        if (const Evidence* old = column == Health ? outOfDate(row) : nullptr) return ago(old->at);
        return column == Provider ? QVariant(protocolsText(entry(row))) : QVariant();
    case StrongRole: return column == Provider ? QVariant(true) : QVariant();
    case StatusRole: return column == Health ? QVariant(rowStatus(row)) : QVariant();
    case IconRole: return column == Keys ? QVariant(QStringLiteral("act-key")) : QVariant();
    case ToneRole:
        if (column == Keys && !keysCell(row).status.isEmpty()) return keysCell(row).status;
        return column == Balance && isLocal(row) ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::ToolTipRole: return column == Health ? QVariant(stateSentence(row)) : column == Balance ? balanceDetail(row) : QVariant();
    case Qt::TextAlignmentRole: return int((column >= Median ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ProviderListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((section >= Median ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Median) return tr("Median time until the first token, of the last %Ln answer(s)", nullptr, static_cast<int>(ProviderObservations::kFirstTokens));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Provider: return tr("Provider");
    case Health: return tr("Health");
    case Keys: return tr("Keys");
    case Median: return tr("First token");
    case Balance: return tr("Balance");
    default: return {};
    }
}

} // namespace ui::models
