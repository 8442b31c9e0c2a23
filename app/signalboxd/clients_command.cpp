#include "clients_command.h"

#include "app/process/text_table.h"
#include "app/signalboxd/keys/key_command.h"
#include "app/signalboxd/keys/terminal.h"
#include "gateway/clients/base_address.h"
#include "gateway/clients/given_keys.h"
#include "gateway/config/config_file.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json.h"
#include "gateway/core/text/joined.h"
#include "gateway/exchange/explain.h"
#include "gateway/host/checks/served_address.h"
#include "gateway/host/clients/model_check.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/secrets/secret_file.h"

#include <algorithm>
#include <chrono>
#include <istream>
#include <ostream>
#include <tuple>
#include <utility>
#include <vector>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Json;
using gateway::Result;
using gateway::clients::ClientEntry;
using gateway::clients::ClientKind;
using gateway::clients::ClientSetups;
using gateway::clients::ClientState;
using gateway::clients::Conflict;
using gateway::clients::Drift;
using gateway::clients::SetupPlan;

namespace {

using ClientsVerb = ClientsRequest::Verb;

/// The progress of an unchanged set-up.
std::string progressText(const ClientEntry& entry, const ClientState& state)
{
    const auto time = [](const QDateTime& at) { return at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString(); };
    if (!state.firstSeenAt.isValid() && !state.failure.empty())
        return "does not work yet: a request was received at " + time(state.failedAt) + " and failed with " + state.failure + (state.failedModel.empty() ? "" : " (" + state.failedModel + ')');
    if (!state.firstSeenAt.isValid())
        return entry.kind == ClientKind::File ? "set up, waiting for the first request" : "has a key, must be set up by hand; no request yet";
    return "works: first request received at " + time(state.firstSeenAt) + (state.firstModel.empty() ? "" : " (" + state.firstModel + ')');
}

std::string stateText(const ClientEntry& entry, const ClientState& state)
{
    if (entry.kind == ClientKind::Cannot)
        return "cannot work";
    if (state.isKeyRefused)
        return "set up, but the gateway does not accept its key";
    const bool isAsWritten = state.drift == Drift::None || state.drift == Drift::Elsewhere;
    if (isAsWritten && state.misses)
        return "set up for " + state.base + ", but this gateway does not listen there";
    switch (state.drift) {
    case Drift::None: return progressText(entry, state);
    case Drift::Elsewhere: return progressText(entry, state) + "; other parts of the file changed since";
    case Drift::Ours: return "set up, but its settings were changed since";
    case Drift::Gone: return "set up, but the file is missing";
    case Drift::Unreadable: return "set up, but the file cannot be read";
    case Drift::NotSetUp: break;
    }
    return state.pointsHere ? "already uses this gateway" : entry.kind == ClientKind::File ? "not set up" : "by hand";
}

const char* driftWord(Drift drift)
{
    switch (drift) {
    case Drift::None: return "none";
    case Drift::Elsewhere: return "elsewhere";
    case Drift::Ours: return "ours";
    case Drift::Gone: return "gone";
    case Drift::Unreadable: return "unreadable";
    case Drift::NotSetUp: break;
    }
    return "not_set_up";
}

Json jsonOf(const std::vector<Conflict>& conflicts)
{
    Json list = Json::array();
    for (const Conflict& conflict : conflicts)
        list.push_back({{"what", conflict.what}, {"where", toText(conflict.where)}, {"partly", conflict.isPartly}, {"message", toText(messageOf(conflict))}});
    return list;
}

Json jsonOf(const ClientEntry& entry, const ClientState& state)
{
    Json tree{{"id", entry.id}, {"name", entry.name}, {"protocol", entry.protocol}, {"installed", state.isInstalled}, {"found_as", state.foundAs},
        {"files", state.files}, {"points_here", state.pointsHere}, {"set_up", state.isSetUp}, {"drift", driftWord(state.drift)}, {"key_refused", state.isKeyRefused},
        {"changed_fields", state.changedFields}, {"needs_model", entry.needsModel}, {"cannot", entry.cannot.en}};
    if (state.isSetUp)
        tree.update({{"consumer", state.consumer}, {"base", state.base}, {"model", state.model},
            {"set_up_at", state.setUpAt.toUTC().toString(Qt::ISODate).toStdString()},
            {"first_request_at", state.firstSeenAt.isValid() ? Json(state.firstSeenAt.toUTC().toString(Qt::ISODate).toStdString()) : Json()},
            {"first_model", state.firstModel}, {"failure", state.failure}, {"failed_model", state.failedModel},
            {"failed_at", state.failedAt.isValid() ? Json(state.failedAt.toUTC().toString(Qt::ISODate).toStdString()) : Json()}, {"conflicts", jsonOf(state.conflicts)}});
    return tree;
}

/// The secrets named in `settings`: only files are checked for readability, others are assumed to exist.
gateway::exchange::ResolvedSecrets secretsFor(const gateway::config::Settings& settings)
{
    gateway::exchange::ResolvedSecrets secrets;
    for (const NamedReference& each : referencesIn(settings)) {
        const std::string& reference = each.reference;
        const auto parsed = gateway::SecretReference::parse(reference);
        const bool isFile = parsed && parsed->store == gateway::SecretReference::Store::File;
        secrets.insert_or_assign(reference, isFile ? gateway::secrets::readSecretFile(QString::fromStdString(parsed->name)) : Result<gateway::Secret>(gateway::Secret("to be read")));
    }
    return secrets;
}

bool lacksKeyFile(const gateway::config::Settings& settings)
{
    return std::ranges::any_of(secretsFor(settings), [](const auto& secret) { return !secret.second; });
}

} // namespace

ClientsCommand::ClientsCommand(const CommandLine& line, std::istream& in, std::ostream& out, std::ostream& err)
    : m_line(line), m_request(line.clients), m_in(in), m_out(out), m_err(err)
{
}

int ClientsCommand::run()
{
    auto done = prepare();
    const auto catalog = done ? gateway::clients::ClientCatalog::load() : Result<std::shared_ptr<const gateway::clients::ClientCatalog>>();
    if (done && !catalog)
        done = tl::unexpected(catalog.error());
    if (done) {
        ClientSetups setups(*catalog, gateway::clients::Surroundings::ofProcess(m_line.dataDir));
        done = carryOut(setups);
    }
    m_out.flush();
    if (!done)
        m_err << "signalboxd: " << done.error().text() << '\n';
    m_err.flush();
    return done ? 0 : 1;
}

Result<void> ClientsCommand::prepare()
{
    const auto text = gateway::config::readConfigFile(m_line.configFile);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text && m_line.configGiven)
        return failure(ErrorKind::Io, gateway::asIs("file does not exist: " + m_line.configFile.toStdString()));
    if (*text) {
        std::vector<gateway::config::Issue> issues;
        auto document = gateway::config::Document::parse(**text, issues);
        if (!document)
            return failure(ErrorKind::ConfigInvalid, gateway::asIs("the configuration is not valid; see signalboxd --check-config"));
        m_document = std::move(*document);
        m_text = **text;
    }
    const auto& listen = m_document.settings().listen;
    const int port = m_line.httpPort.value_or(listen.httpPort);
    if (port != 0)
        m_base = gateway::clients::baseFor(m_line.address.value_or(listen.address), port);
    if (auto served = takeServed(); !served)
        return served;
    if (m_base.empty())
        return failure(ErrorKind::ConfigInvalid, gateway::asIs("clients need a fixed port, but listen.http_port is 0, which uses another port at each start"));
    return {};
}

Result<void> ClientsCommand::takeServed()
{
    const auto urls = gateway::host::servedAt(m_line.dataDir);
    const auto plain = std::ranges::find_if(urls, [](const std::string& url) { return url.starts_with("http://"); });
    const bool isServed = std::ranges::any_of(urls, [&](const std::string& url) { return gateway::clients::isSameBase(url, m_base); });
    if (plain == urls.end() || isServed)
        return {};
    const std::string served = gateway::clients::usualBase(*plain);
    if (m_request.verb != ClientsVerb::SetUp) {
        m_base = m_line.httpPort ? m_base : served;
        return {};
    }
    if (m_line.httpPort)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was written. The running gateway of this data folder listens at " + served + ", not at " + m_base
            + ". Omit --http-port, or restart the gateway with it"));
    if (!m_base.empty())
        m_err << "Note: the running gateway of this data folder listens at " << served << ", not at " << m_base << " as configured. " << served << " is used.\n";
    m_base = served;
    return {};
}

Result<void> ClientsCommand::carryOut(ClientSetups& setups)
{
    if (m_request.isOfAll)
        return restoreAll(setups);
    if (m_request.verb != ClientsVerb::List && !setups.catalog().find(m_request.name))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("unknown client \"" + m_request.name + "\"; signalboxd clients list shows all clients"));
    switch (m_request.verb) {
    case ClientsVerb::List: list(setups); return {};
    case ClientsVerb::Show: return show(setups);
    case ClientsVerb::SetUp: return setUp(setups);
    case ClientsVerb::Restore: break;
    }
    return restore(setups, m_request.name);
}

void ClientsCommand::list(const ClientSetups& setups)
{
    std::vector<std::vector<std::string>> lines{{"CLIENT", "NAME", "FOUND", "STATE"}};
    Json all = Json::array();
    auto states = setups.detect(m_base);
    gateway::clients::markRefused(states, gateway::clients::acceptedKeys(m_document.settings()));
    for (const ClientState& state : states) {
        const ClientEntry& entry = *setups.catalog().find(state.id);
        all.push_back(jsonOf(entry, state));
        if (entry.kind != ClientKind::Snippet)
            lines.push_back({entry.id, entry.name, state.isInstalled ? state.foundAs : "-", stateText(entry, state)});
    }
    if (m_line.usage.format == UsageFormat::AsJson)
        m_out << gateway::toPrettyText(all);
    else
        m_out << alignedText(lines, lines.front().size());
}

void ClientsCommand::printSteps(const ClientEntry& entry, const std::string& key)
{
    const gateway::clients::Placeholders values{m_base, key, m_model.empty() ? "MODEL" : m_model};
    for (const auto& step : entry.steps) {
        m_out << "- " << step.text.en << '\n';
        const std::string copy = filledText(step.copy, values);
        for (std::size_t at = 0; at < copy.size();) {
            const std::size_t end = std::min(copy.find('\n', at), copy.size());
            m_out << "    " << copy.substr(at, end - at) << '\n';
            at = end + 1;
        }
    }
}

Result<void> ClientsCommand::show(const ClientSetups& setups)
{
    const auto state = takeState(setups);
    if (!state)
        return tl::unexpected(state.error());
    const ClientEntry& entry = *setups.catalog().find(m_request.name);
    const auto plan = entry.kind == ClientKind::File ? std::optional(planOf(setups)) : std::nullopt;
    if (m_line.usage.format == UsageFormat::AsJson) {
        Json tree = jsonOf(entry, *state);
        Json changes = Json::array();
        for (const auto& file : plan && *plan ? (*plan)->files : std::vector<gateway::clients::FileChange>())
            changes.push_back({{"path", file.path.toStdString()}, {"new", file.isNew}, {"diff", gateway::unifiedDiff(file.diff)}});
        tree.update({{"note", entry.note.en}, {"changes", std::move(changes)}, {"problem", plan && !*plan ? plan->error().text() : std::string()},
            {"conflicts", jsonOf(plan && *plan ? (*plan)->conflicts : state->conflicts)}, {"sources", entry.sources}});
        m_out << gateway::toPrettyText(tree);
        return {};
    }
    m_out << entry.name << ": " << stateText(entry, *state) << (state->isInstalled ? "; found as " + state->foundAs : "; not found") << '\n';
    if (!entry.cannot.empty())
        m_out << entry.cannot.en << '\n';
    if (state->isSetUp)
        m_out << "Consumer " << state->consumer << ", " << state->base << (state->model.empty() ? "" : ", model " + state->model) << '\n';
    for (const std::string& field : state->changedFields)
        m_out << "Changed since: " << field << '\n';
    for (const Conflict& conflict : plan && *plan ? (*plan)->conflicts : state->conflicts)
        m_out << "Conflict: " << toText(messageOf(conflict)) << '\n';
    if (!entry.note.empty())
        m_out << entry.note.en << '\n';
    if (plan && !*plan)
        m_out << "Setup: " << plan->error().text() << '\n';
    for (const auto& file : plan && *plan ? (*plan)->files : std::vector<gateway::clients::FileChange>())
        m_out << "\nSetup changes " << file.path.toStdString() << (file.isUnchanged ? ": nothing\n" : ":\n" + gateway::unifiedDiff(file.diff));
    printSteps(entry, "KEY");
    return {};
}

/// The state of the client, whose model is used unless another was named.
Result<ClientState> ClientsCommand::takeState(const ClientSetups& setups)
{
    auto state = setups.state(m_request.name, m_base);
    m_model = m_request.model.empty() && state ? state->model : m_request.model;
    return state;
}

Result<SetupPlan> ClientsCommand::planOf(const ClientSetups& setups) const
{
    const std::string& consumer = setups.catalog().find(m_request.name)->consumer;
    return setups.plan({m_request.name, m_base, m_model, gateway::clients::acceptedKeys(m_document.settings(), consumer)});
}

bool ClientsCommand::isAgreed(const std::string& question)
{
    if (m_request.isAgreed)
        return true;
    if (!standardInputIsTerminal())
        return false;
    m_out.flush();
    m_err << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(m_in, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

Result<void> ClientsCommand::write(const gateway::config::Settings& next)
{
    std::vector<gateway::config::Issue> issues;
    auto document = m_document.with(next, issues);
    if (!document)
        return tl::unexpected(document.error());
    if (auto written = writeText(document->toText()); !written)
        return written;
    m_document = std::move(*document);
    return {};
}

Result<void> ClientsCommand::writeText(const std::string& after)
{
    // Before it is written: a running gateway detects the change and finds the version in the history.
    const gateway::config::ConfigHistory history(gateway::config::ConfigHistory::folderIn(m_line.dataDir));
    const auto kept = history.keepChange(m_text, after, gateway::config::Author::Command, std::chrono::system_clock::now());
    if (!kept)
        m_err << "signalboxd: this version of the configuration could not be saved: " << kept.error().text() << '\n';
    if (auto written = gateway::config::writeConfigFile(m_line.configFile, after, gateway::config::Previous::Kept, gateway::files::copyFolderIn(m_line.dataDir)); !written) {
        if (kept)
            static_cast<void>(history.forget(*kept));
        return written;
    }
    m_text = after;
    return {};
}

Result<void> ClientsCommand::setUp(ClientSetups& setups)
{
    const ClientEntry& entry = *setups.catalog().find(m_request.name);
    const auto state = takeState(setups);
    const auto plan = planOf(setups);
    if (!plan || !state)
        return tl::unexpected(!plan ? plan.error() : state.error());
    for (const auto& file : plan->files)
        m_out << file.path.toStdString() << (file.isNew ? " (new)" : "") << (file.isUnchanged ? ": up to date\n" : "\n" + gateway::unifiedDiff(file.diff));
    if (state->versionRule)
        m_err << "Note: " << entry.name << ' ' << state->version << ": " << state->versionRule->text.en << '\n';
    const std::string conflict = sayConflicts(*plan);
    const auto unserved = unservedBy(entry, plan->asked);
    if (!unserved)
        return tl::unexpected(unserved.error());
    const std::string notServed = sayUnserved(entry, *unserved);
    gateway::config::Settings next = m_document.settings();
    SetupPlan wanted = *plan;
    if (auto led = leadOthers(entry, *unserved, next, wanted.route); !led)
        return led;
    const bool isAsItWas = next == m_document.settings();
    if (isAsItWas && plan->changesNothing() && state->isSetUp && state->drift == Drift::None) {
        m_err << entry.name << " is already set up: " << progressText(entry, *state) << ".\n";
        return {};
    }
    if (auto agreed = agree(plan->files.empty() ? "Create a key for " + entry.name + '?' : "Write this?", !conflict.empty() ? conflict : notServed); !agreed)
        return agreed;
    return write(setups, wanted, *state, std::move(next));
}

std::string ClientsCommand::sayConflicts(const SetupPlan& plan)
{
    std::string first;
    for (const Conflict& conflict : plan.conflicts) {
        m_err << (conflict.isPartly ? "Note: " : "Conflict: ") << toText(messageOf(conflict)) << '\n';
        if (first.empty() && !conflict.isPartly)
            first = toText(messageOf(conflict));
    }
    return first;
}

gateway::routing::Explanation ClientsCommand::explain(const ClientEntry& entry, const std::string& model, const gateway::exchange::Snapshot& snapshot) const
{
    const gateway::SystemClock clock;
    const gateway::routing::Health health(clock, [] {});
    return gateway::exchange::explain(gateway::host::questionFor(entry, model, snapshot.settings), snapshot, gateway::routing::Balancer(), health, clock);
}

Result<std::shared_ptr<const gateway::exchange::Snapshot>> ClientsCommand::snapshotFor(const ClientEntry& entry) const
{
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog)
        return tl::unexpected(catalog.error());
    gateway::config::Settings settings = m_document.settings();
    std::ignore = gateway::clients::giveKey(settings, entry.consumer);
    gateway::exchange::SnapshotInputs inputs;
    inputs.approved.addAll(secretUses(settings, **catalog)); // the gateway asks about unapproved ones
    inputs.secrets = secretsFor(settings);
    // The catalog is static: it lives as long as the snapshot.
    const std::shared_ptr<const gateway::exchange::Snapshot> snapshot = gateway::exchange::makeSnapshot(std::move(settings), **catalog, inputs);
    return std::shared_ptr<const gateway::exchange::Snapshot>(snapshot.get(), [snapshot, kept = *catalog](const gateway::exchange::Snapshot*) {});
}

Result<ClientsCommand::Unserved> ClientsCommand::unservedBy(const ClientEntry& entry, const std::vector<gateway::clients::AskedModel>& asked) const
{
    const auto snapshot = snapshotFor(entry);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    Unserved unserved;
    for (const auto& each : asked) {
        const auto explanation = explain(entry, each.name, **snapshot);
        // The content of keys that are not files is unknown here.
        const bool isOfKeys = explanation.error && explanation.error->kind == ErrorKind::NoUsableKey;
        const std::string why = isOfKeys && !lacksKeyFile(m_document.settings()) ? std::string() : toText(gateway::host::whyUnanswered(explanation));
        const bool isUnserved = gateway::host::isUnserved(explanation) || gateway::host::unlisted(m_document.settings(), each.name);
        if (why.empty() && !isUnserved)
            continue;
        if (!each.isMain) {
            unserved.others.push_back(each.name + (each.where.empty() ? "" : " (" + each.where + ')'));
        } else if (unserved.main.empty()) {
            unserved.main = each.name;
            unserved.mainWhere = each.where;
            unserved.mainWhy = isUnserved ? std::string() : why;
        }
    }
    unserved.mayBeListed = m_document.settings().providers.empty(); // a provider must be added yet
    for (const auto& provider : m_document.settings().providers)
        unserved.mayBeListed |= provider.enabled && !provider.models && (*snapshot)->catalog->models(provider.type).empty();
    return unserved;
}

std::string ClientsCommand::sayUnserved(const ClientEntry& entry, const Unserved& unserved)
{
    if (!m_request.otherModels.empty() && unserved.mainWhy.empty())
        return {};
    const std::string remedy = " --other-models-to PROVIDER/MODEL routes all other model names that it requests to one model.";
    if (!unserved.others.empty())
        m_err << "Note: " << entry.name << " also requests " << gateway::joined(unserved.others) << " in the background, which no route or provider serves."
              << remedy << '\n';
    if (unserved.main.empty())
        return {};
    const std::string asks = entry.name + " requests" + (unserved.mainWhere.empty() ? "" : " (" + unserved.mainWhere + ')');
    if (!unserved.mainWhy.empty())
        return "The first request of " + entry.name + " for \"" + unserved.main + '"' + (unserved.mainWhere.empty() ? "" : " (" + unserved.mainWhere + ')') + " would fail: " + unserved.mainWhy;
    std::string problem = "No route and no provider serves \"" + unserved.main + "\", which " + asks + ": its first request would fail with 404. "
        + (unserved.mainWhere.empty() ? "Choose another one with --model." : "Choose another one there or with --model.") + remedy;
    if (!unserved.mayBeListed || gateway::host::unlisted(m_document.settings(), unserved.main))
        return problem;
    m_err << "Note: according to the configuration: " << problem << '\n'; // a provider may list it
    return {};
}

Result<void> ClientsCommand::leadOthers(const ClientEntry& entry, const Unserved& unserved, gateway::config::Settings& next, std::optional<gateway::clients::AddedRoute>& route)
{
    if (m_request.otherModels.empty())
        return {};
    if (unserved.main.empty() && unserved.others.empty()) {
        m_err << "Note: every model name that " << entry.name << " is known to request is already served; no route was added.\n";
        return {};
    }
    const auto snapshot = snapshotFor(entry);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto explanation = explain(entry, m_request.otherModels, **snapshot);
    const auto target = gateway::host::targetOf(explanation);
    if (const auto listed = gateway::host::unlisted(m_document.settings(), m_request.otherModels))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--other-models-to: the provider does not list that model; it lists " + gateway::joined(*listed)));
    if (const std::string why = toText(gateway::host::whyUnanswered(explanation)); !why.empty() && !gateway::host::isUnserved(explanation))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--other-models-to: a request to \"" + m_request.otherModels + "\" would fail: " + why));
    if (gateway::host::isUnserved(explanation) || !target)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--other-models-to: no route and no provider serves \"" + m_request.otherModels + "\"; name it as PROVIDER/MODEL"));
    route = gateway::clients::AddedRoute{{}, target->provider, target->model.value_or(std::string())};
    if (!gateway::host::addOtherModels(next, entry.consumer, *route))
        route.reset();
    m_err << "All other model names that " << entry.name << " requests are routed to " << target->provider << '/' << target->model.value_or(std::string()) << ", by a new last route.\n";
    return {};
}

Result<void> ClientsCommand::agree(const std::string& question, const std::string& problem)
{
    const bool isInTheWay = !problem.empty() && !m_request.isAnyway;
    if (isInTheWay && (m_request.isAgreed || !standardInputIsTerminal()))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was written. " + problem + " To write it anyway, add --anyway"));
    if (!isAgreed(isInTheWay ? "It may have no effect. " + question : question))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was written; confirm with --yes"));
    return {};
}

Result<void> ClientsCommand::write(ClientSetups& setups, const SetupPlan& plan, const ClientState& state, gateway::config::Settings next)
{
    const ClientEntry& entry = *setups.catalog().find(m_request.name);
    if (auto asPlanned = setups.check(plan); !asPlanned) // so that no consumer is created and removed again
        return asPlanned;
    const auto before = m_text;
    gateway::clients::GivenKey given;
    if (plan.needsKey)
        given = gateway::clients::giveKey(next, entry.consumer);
    if (!(next == m_document.settings()))
        if (auto written = write(next); !written)
            return written;
    auto applied = setups.apply(plan, given.key, given.sha256, entry.consumer);
    next = m_document.settings();
    if (!applied) {
        gateway::clients::forgetKey(next, entry.consumer, given.sha256);
        if (plan.route)
            gateway::host::removeOtherModels(next, entry.consumer, *plan.route);
    } else if (plan.needsKey)
        gateway::clients::refuseKey(next, state.consumer, state.keySha256);
    if (!(next == m_document.settings()))
        if (auto written = !applied && before ? writeText(*before) : write(next); !written)
            return written;
    if (!applied)
        return applied;
    sayDone(entry, given.key.empty() ? "KEY" : given.key.reveal());
    return {};
}

void ClientsCommand::sayDone(const ClientEntry& entry, const std::string& key)
{
    if (entry.kind == ClientKind::File)
        m_err << entry.name << " is set up as consumer \"" << entry.consumer << "\" for " << m_base << ": set up, waiting for the first request. Use it once; "
              << "signalboxd clients list shows when it was received.\n";
    else
        m_err << "No file was changed: " << entry.name << " must be set up by hand. A key for consumer \"" << entry.consumer
              << "\" was created; it is shown only now. Follow these steps, then use the client once; signalboxd clients list shows when its first request was "
        "received.\n";
    m_err << entry.note.en << (entry.note.empty() ? "" : "\n");
    printSteps(entry, key);
}

Result<void> ClientsCommand::restoreAll(ClientSetups& setups)
{
    std::string failed;
    bool anySetUp = false;
    for (const ClientState& state : setups.detect(m_base)) {
        if (!state.isSetUp)
            continue;
        anySetUp = true;
        if (const auto restored = restore(setups, state.id); !restored) {
            m_err << "signalboxd: " << state.id << ": " << restored.error().text() << '\n';
            failed += (failed.empty() ? "" : ", ") + state.id;
        }
    }
    if (!anySetUp)
        m_err << "No client was set up.\n";
    if (!failed.empty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("not restored: " + failed));
    return {};
}

Result<void> ClientsCommand::restore(ClientSetups& setups, const std::string& name)
{
    const auto plan = setups.planRestore(name);
    if (!plan)
        return tl::unexpected(plan.error());
    for (const auto& file : plan->files) {
        m_out << file.change.path.toStdString()
              << (file.isRemoved ? " is deleted: it did not exist before" : file.isExact ? " gets its previous content"
                         : file.hasNoCopy ? " was changed, and the copy of its previous content is missing: the settings for this gateway are removed, and nothing "
        "is restored"
                         : file.ledHere ? " already used this gateway before the setup: the settings for this gateway are removed, and there is no other address to "
        "restore"
                                        : " was changed since: only the settings of Signalbox are restored") << '\n'
              << gateway::unifiedDiff(file.change.diff);
        for (const std::string& field : file.kept)
            m_err << "Note: " << field
                  << (std::ranges::find(file.elsewhere, field) == file.elsewhere.end() ? " was changed since the setup and is left unchanged.\n"
                          : " is left unchanged because its address was changed since the setup. Remove it by hand if it is not needed.\n");
        for (const std::string& field : file.lost)
            m_err << "Note: " << field << " was changed since the setup and is removed together with the part of the file that the setup created.\n";
    }
    if (!isAgreed(plan->files.empty() ? "Revoke its key?" : "Write this?"))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was written; confirm with --yes"));
    if (auto restored = setups.restore(*plan); !restored)
        return restored;
    gateway::config::Settings next = m_document.settings();
    gateway::clients::refuseKey(next, plan->consumer, plan->keySha256);
    const auto routeEnd = plan->route ? gateway::host::removeOtherModels(next, plan->consumer, *plan->route) : gateway::host::RouteEnd::Gone;
    if (!(next == m_document.settings()))
        if (auto written = write(next); !written)
            return written;
    const ClientEntry& entry = *setups.catalog().find(name);
    m_err << entry.name << (entry.kind == ClientKind::File ? " was restored; its" : " has no file to restore. Remove the address and the key from it by hand. Its") << " key is revoked.\n";
    if (routeEnd == gateway::host::RouteEnd::Removed)
        m_err << "The route \"" << plan->route->id << "\", which the setup added, no longer applies to it.\n";
    else if (routeEnd == gateway::host::RouteEnd::Kept)
        m_err << "Note: the route \"" << plan->route->id << "\", which the setup added, was changed since and is kept. Remove it by hand if it is not needed.\n";
    else if (routeEnd == gateway::host::RouteEnd::Shared)
        m_err << "Note: the route \"" << plan->route->id << "\", which the setup added, serves other programs as well and is kept. Remove it by hand if it is not needed.\n";
    return {};
}

} // namespace app
