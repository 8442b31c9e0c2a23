#include "command_options.h"

#include "folders.h"

#include <QHostAddress>

#include <array>
#include <utility>

namespace app {

namespace {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

constexpr int kMaxPort = 65535;

Result<int> portFrom(const QString& value)
{
    bool isNumber = false;
    const int port = value.toInt(&isNumber);
    if (!isNumber || port < 0 || port > kMaxPort)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be a port from 0 to 65535 (0: any free port), not '" + value.toStdString() + "'"));
    return port;
}

Result<void> setConfig(CommandLine& line, const QString& value)
{
    line.configFile = absolutePath(value);
    line.configGiven = true;
    return {};
}

Result<void> setDataDir(CommandLine& line, const QString& value)
{
    line.dataDir = absolutePath(value);
    return {};
}

Result<void> setAddress(CommandLine& line, const QString& value)
{
    const QString literal = value == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : value;
    if (QHostAddress(literal).isNull())
        return failure(ErrorKind::InvalidRequest,
                       gateway::asIs("must be an address of this machine such as 127.0.0.1, 0.0.0.0 or ::1, not '" + value.toStdString() + "'"));
    line.address = literal.toStdString();
    return {};
}

Result<void> setHttpPort(CommandLine& line, const QString& value)
{
    const auto port = portFrom(value);
    if (!port)
        return tl::unexpected(port.error());
    line.httpPort = *port;
    return {};
}

Result<void> setHttpsPort(CommandLine& line, const QString& value)
{
    if (value == QLatin1String("off")) {
        line.httpsPort = std::optional<int>{};
        return {};
    }
    const auto port = portFrom(value);
    if (!port)
        return failure(ErrorKind::InvalidRequest, gateway::asIs(port.error().text() + "; 'off' disables HTTPS"));
    line.httpsPort = std::optional<int>{*port};
    return {};
}

Result<void> setLogLevel(CommandLine& line, const QString& value)
{
    static const QStringList levels{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"),
                                    QStringLiteral("error")};
    if (!levels.contains(value))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be debug, info, warning or error, not '" + value.toStdString() + "'"));
    line.logLevel = value.toStdString();
    return {};
}

template <Action action> Result<void> setAction(CommandLine& line, const QString&)
{
    line.action = action;
    return {};
}

// Sets the program or the format, depending on the command.
Result<void> setFrom(CommandLine& line, const QString& value)
{
    line.foreign.program = value;
    line.formats.from = value.toStdString();
    return {};
}

Result<void> setTo(CommandLine& line, const QString& value)
{
    line.foreign.program = value;
    line.formats.to = value.toStdString();
    return {};
}

template <bool ForeignRequest::*member> Result<void> setFlag(CommandLine& line, const QString&)
{
    line.foreign.*member = true;
    return {};
}

Result<void> setPath(CommandLine& line, const QString& value)
{
    if (!value.startsWith(QLatin1Char('/')))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be a path that starts with a slash, not '" + value.toStdString() + "'"));
    line.explain.path = value.toStdString();
    return {};
}

Result<void> addHeader(CommandLine& line, const QString& value)
{
    const qsizetype colon = value.indexOf(QLatin1Char(':'));
    if (colon < 1) // not shown: it could be a key
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must have the form NAME: VALUE"));
    line.explain.headers.emplace_back(value.left(colon).trimmed().toStdString(), value.mid(colon + 1).trimmed().toStdString());
    return {};
}

Result<void> setConsumer(CommandLine& line, const QString& value)
{
    line.explain.consumer = value.toStdString();
    return {};
}

Result<void> setJson(CommandLine& line, const QString&)
{
    line.explain.json = true;
    return {};
}

Result<void> setContent(CommandLine& line, const QString&)
{
    line.explain.content = true;
    return {};
}

Result<void> setErrorStatus(CommandLine& line, const QString& value)
{
    bool isNumber = false;
    const int status = value.toInt(&isNumber);
    if (!isNumber || status < 200 || status > 599)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be an HTTP status from 200 to 599, not '" + value.toStdString() + "'"));
    line.explain.errorStatus = status;
    return {};
}

Result<void> setProvider(CommandLine& line, const QString& value)
{
    line.explain.provider = value;
    return {};
}

Result<void> setId(CommandLine& line, const QString& value)
{
    line.explain.id = value.toStdString();
    return {};
}

/// Stores the result of `read` in `place`.
template <class Place, class Read> Result<void> take(Place& place, const QString& value, Read read)
{
    auto made = read(value);
    if (!made)
        return tl::unexpected(made.error());
    place = std::move(*made);
    return {};
}

Result<void> setSince(CommandLine& line, const QString& value)
{
    return take(line.usage.since, value, [](const QString& text) { return usageTimeFrom(text, QDateTime::currentDateTime(), false); });
}

Result<void> setUntil(CommandLine& line, const QString& value)
{
    return take(line.usage.until, value, [](const QString& text) { return usageTimeFrom(text, QDateTime::currentDateTime(), true); });
}

Result<void> setBy(CommandLine& line, const QString& value) { return take(line.usage.by, value, usageBysFrom); }

Result<void> setFormat(CommandLine& line, const QString& value) { return take(line.usage.format, value, usageFormatFrom); }

Result<void> setOutput(CommandLine& line, const QString& value)
{
    line.usage.output = value == QLatin1String("-") ? QString() : absolutePath(value);
    return {};
}
Result<void> setBudgets(CommandLine& line, const QString&)
{
    line.usage.withBudgets = true;
    return {};
}

// Of usage or of an evaluation, depending on the command.
Result<void> setCurrency(CommandLine& line, const QString& value)
{
    auto taken = take(line.usage.currency, value, currencyFrom);
    line.eval.currency = line.usage.currency;
    return taken;
}

// Sets the model of a client, a consumer or a route, depending on the command.
Result<void> setModel(CommandLine& line, const QString& value)
{
    line.clients.model = value.toStdString();
    line.consumer.models.push_back(line.clients.model);
    line.eval.model = line.clients.model;
    return {};
}

Result<void> addRoute(CommandLine& line, const QString& value)
{
    line.consumer.routes.push_back(value.toStdString());
    return {};
}

Result<void> setExpires(CommandLine& line, const QString& value)
{
    return take(line.consumer.expires, value, [](const QString& text) { return expiryFrom(text, QDateTime::currentDateTime()); });
}

Result<void> setOtherModels(CommandLine& line, const QString& value)
{
    line.clients.otherModels = value.toStdString();
    return {};
}

Result<void> setAnyway(CommandLine& line, const QString&)
{
    line.clients.isAnyway = true;
    return {};
}

Result<void> setAgreed(CommandLine& line, const QString&)
{
    line.clients.isAgreed = true;
    line.backup.isAgreed = true;
    line.eval.isAgreed = true;
    return {};
}
template <bool BackupOrder::*member> Result<void> setBackupFlag(CommandLine& line, const QString&)
{
    line.backup.*member = true;
    return {};
}

// For all commands with this option.
Result<void> setAll(CommandLine& line, const QString&)
{
    line.clients.isOfAll = line.approve.isOfAll = true;
    return {};
}

Result<void> setTrust(CommandLine& line, const QString&)
{
    line.foreign.isTrusted = line.history.isTrusted = line.backup.isTrusted = true;
    return {};
}

Result<void> setPassphraseFile(CommandLine& line, const QString& value)
{
    line.backup.passphraseFile = absolutePath(value);
    return {};
}

template <std::string EvalRequest::*member> Result<void> setEvalText(CommandLine& line, const QString& value)
{
    if (value.trimmed().isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("needs a value"));
    line.eval.*member = value.trimmed().toStdString();
    return {};
}

template <bool EvalRequest::*member> Result<void> setEvalFlag(CommandLine& line, const QString&)
{
    line.eval.*member = true;
    return {};
}

template <QString EvalRequest::*member> Result<void> setEvalFile(CommandLine& line, const QString& value)
{
    line.eval.*member = value == QLatin1String("-") ? value : absolutePath(value);
    return {};
}

template <std::optional<int> EvalRequest::*member, int most> Result<void> setCount(CommandLine& line, const QString& value)
{
    return take(line.eval.*member, value, [](const QString& text) { return evalCountFrom(text, most); });
}

Result<void> setTargets(CommandLine& line, const QString& value) { return take(line.eval.targets, value, evalTargetsFrom); }

Result<void> setMaxCost(CommandLine& line, const QString& value) { return take(line.eval.maxCost, value, evalAmountFrom); }

Result<void> setSeed(CommandLine& line, const QString& value) { return take(line.eval.seed, value, evalSeedFrom); }

Result<void> setTemperature(CommandLine& line, const QString& value)
{
    return take(line.eval.temperature, value, [](const QString& text) { return evalNumberFrom(text, 2); });
}

Result<void> setMinScore(CommandLine& line, const QString& value)
{
    return take(line.eval.minScore, value, [](const QString& text) { return evalNumberFrom(text, 1); });
}

Result<void> setWinner(CommandLine& line, const QString& value)
{
    const auto arm = experimentArmFrom(value);
    if (!arm)
        return tl::unexpected(arm.error());
    line.experiment.winner = *arm;
    return {};
}

template <WindowRequest request> Result<void> setWindow(CommandLine& line, const QString&)
{
    line.window = request;
    return {};
}

constexpr std::array kOptions{
    Option{"--config", "FILE", "configuration file", false, "SIGNALBOX_CONFIG", nullptr, setConfig},
    Option{"--data-dir", "DIR", "folder for ledger, state and logs", false, nullptr, nullptr, setDataDir},
    Option{"--address", "A", "address to listen on; 127.0.0.1 includes ::1", false, "SIGNALBOX_ADDRESS", nullptr, setAddress},
    Option{"--http-port", "N", "HTTP port; 0: any free port", false, "SIGNALBOX_HTTP_PORT", nullptr, setHttpPort},
    Option{"--https-port", "N|off", "HTTPS port; off: disabled", false, "SIGNALBOX_HTTPS_PORT", nullptr, setHttpsPort},
    Option{"--log-level", "L", "log level: debug, info, warning or error", false, nullptr, nullptr, setLogLevel},
    Option{"--minimized", nullptr, "start in the tray without opening the window", true, nullptr, nullptr, setWindow<WindowRequest::Minimized>},
    Option{"--show", nullptr, "show the window, also of an instance that is already running", true, nullptr, nullptr, setWindow<WindowRequest::Show>},
    Option{"--quit", nullptr, "quit the running instance", true, nullptr, nullptr, setWindow<WindowRequest::Quit>},
    Option{"--check-config", nullptr, "check the configuration file, print its problems and exit", false, nullptr, nullptr, setAction<Action::CheckConfig>},
    Option{"--from", "PROGRAM", "format of the file: apisix or higress (default: detected)", false, nullptr, "import", setFrom},
    Option{"--write", nullptr, "add to the configuration file (default: print the result)", false, nullptr, "import", setFlag<&ForeignRequest::write>},
    Option{"--replace", nullptr, "replace existing entries with the same name", false, nullptr, "import", setFlag<&ForeignRequest::replace>},
    Option{"--store-keys", nullptr, "store the keys in the file in the keychain", false, nullptr, "import", setFlag<&ForeignRequest::storeKeys>},
    Option{"--id", "ID", "a past request, by the x-signalbox-request-id of its answer", false, nullptr, "explain", setId},
    Option{"--content", nullptr, "with --id: also print stored request and answer", false, nullptr, "explain", setContent},
    Option{"--path", "PATH", "path of the request (default: /v1/chat/completions)", false, nullptr, "explain", setPath},
    Option{"--header", "NAME: VALUE", "header of the request or answer; can be repeated", false, nullptr, "explain", addHeader},
    Option{"--consumer", "NAME", "consumer, if no header contains its key", false, nullptr, "explain", setConsumer},
    Option{"--json", nullptr, "print JSON", false, nullptr, "explain", setJson},
    Option{"--error", "STATUS", "classify a provider's answer with this status (FILE or text)", false, nullptr, "explain", setErrorStatus},
    Option{"--provider", "NAME", "with --error: a configured provider, or a provider type", false, nullptr, "explain", setProvider},
    Option{"--since", "T", "start: 2026-11-01, time span (7d, 5m) or RFC 3339 (default: 30d)", false, nullptr, "usage", setSince},
    Option{"--until", "T", "end, including that day (default: now)", false, nullptr, "usage", setUntil},
    Option{"--by", "LIST", "group by, such as day,model,key (default: provider,model)", false, nullptr, "usage", setBy},
    Option{"--format", "F", "table, json or csv; for usage export: csv or jsonl", false, nullptr, "usage", setFormat},
    Option{"--format", "F", "table, json or csv", false, nullptr, "reconcile", setFormat},
    Option{"--since", "T", "limits check: start, as for usage (default: 7d)", false, nullptr, "limits", setSince},
    Option{"--format", "F", "table or json", false, nullptr, "clients doctor key limits", setFormat},
    Option{"--output", "FILE", "for usage export: output file (default: standard output)", false, nullptr, "usage", setOutput},
    Option{"--budgets", nullptr, "also print how much of each budget is spent", false, nullptr, "usage", setBudgets},
    Option{"--currency", "C", "usd or cny: also print the total in one currency", false, nullptr, "usage", setCurrency},
    Option{"--model", "NAME", "model that the client requests; some clients need one", false, nullptr, "clients", setModel},
    Option{"--other-models-to", "M", "setup: route all other model names of the client to M", false, nullptr, "clients", setOtherModels},
    Option{"--anyway", nullptr, "setup: write the files even if it may have no effect", false, nullptr, "clients", setAnyway},
    Option{"--yes", nullptr, "do not ask for confirmation; backup export: overwrite FILE", false, nullptr, "clients backup", setAgreed},
    Option{"--all", nullptr, "restore: every client that was set up", false, nullptr, "clients", setAll},
    Option{"--all", nullptr, "approve: every secret that waits for approval", false, nullptr, "key", setAll},
    Option{"--trust", nullptr, "approve all its addresses for secrets (default: ask for each)", false, nullptr, "import config backup", setTrust},
    Option{"--expires", "WHEN", "expiry: 2027-01-31 (last day), 90d or 12h (default: never)", false, nullptr, "consumer", setExpires},
    Option{"--route", "ID", "allowed route; can be repeated (default: all)", false, nullptr, "consumer", addRoute},
    Option{"--model", "NAME", "allowed model; can be repeated (default: all)", false, nullptr, "consumer", setModel},
    Option{"--to", "PROGRAM", "target format: apisix or higress", false, nullptr, "export", setTo},
    Option{"--from", "FORMAT", "client format: chat, responses, anthropic, gemini, ollama ...", false, nullptr, "formats", setFrom},
    Option{"--to", "FORMAT", "provider format: one of these, bedrock or cohere", false, nullptr, "formats", setTo},
    Option{"--with-secrets", nullptr, "export: include keys, encrypted with a passphrase", false, nullptr, "backup", setBackupFlag<&BackupOrder::withSecrets>},
    Option{"--with-usage", nullptr, "include the ledger, without stored requests and answers", false, nullptr, "backup", setBackupFlag<&BackupOrder::withUsage>},
    Option{"--passphrase-file", "FILE", "file with the passphrase in its first line (default: ask)", false, nullptr, "backup", setPassphraseFile},
    Option{"--targets", "LIST", "models to ask, such as openai/gpt-4o-mini,deepseek/deepseek-chat", false, nullptr, "eval", setTargets},
    Option{"--samples", "N", "answers for each question and model (default: 1)", false, nullptr, "eval", setCount<&EvalRequest::samples, EvalRequest::kMostSamples>},
    Option{"--concurrency", "N", "requests at once for each model (default: 4)", false, nullptr, "eval", setCount<&EvalRequest::concurrency, EvalRequest::kMostConcurrency>},
    Option{"--max-cost", "AMOUNT", "stop before this cost, judge included; can be resumed", false, nullptr, "eval", setMaxCost},
    Option{"--currency", "C", "usd or cny: currency of --max-cost and of comparisons (default: usd)", false, nullptr, "eval", setCurrency},
    Option{"--judge", "MODEL", "model that scores answers that cannot be checked otherwise", false, nullptr, "eval", setEvalText<&EvalRequest::judge>},
    Option{"--rubric", "TEXT", "the judge's rubric for rows without one: a text, or a name (eval rubrics)", false, nullptr, "eval", setEvalText<&EvalRequest::rubric>},
    Option{"--pairs", nullptr, "the judge also compares the answers of each two models", false, nullptr, "eval", setEvalFlag<&EvalRequest::isPairs>},
    Option{"--temperature", "T", "temperature of all requests (default: not sent)", false, nullptr, "eval", setTemperature},
    Option{"--seed", "N", "seed of all requests (default: not sent)", false, nullptr, "eval", setSeed},
    Option{"--name", "NAME", "name of the run; eval route: of the route", false, nullptr, "eval", setEvalText<&EvalRequest::name>},
    Option{"--model", "NAME", "eval route: model that the route serves (default: the run's name)", false, nullptr, "eval", setModel},
    Option{"--out", "FILE", "report (HTML); eval dataset: the dataset", false, nullptr, "eval", setEvalFile<&EvalRequest::report>},
    Option{"--json", "FILE", "results as JSON (-: standard output)", false, nullptr, "eval", setEvalFile<&EvalRequest::json>},
    Option{"--csv", "FILE", "results as CSV, a line for each question and model (-: standard output)", false, nullptr, "eval", setEvalFile<&EvalRequest::csv>},
    Option{"--format", "F", "table or json", false, nullptr, "eval", setFormat},
    Option{"--min-score", "S", "exit with status 1 if a model scores less (0 to 1)", false, nullptr, "eval", setMinScore},
    Option{"--baseline", "RUN", "exit with status 1 if a model is significantly worse than in that run", false, nullptr, "eval", setEvalText<&EvalRequest::baseline>},
    Option{"--allow-unpriced", nullptr, "also ask models without a known price", false, nullptr, "eval", setEvalFlag<&EvalRequest::allowsUnpriced>},
    Option{"--allow-commands", nullptr, "run the programs of command assertions, in a sandbox", false, nullptr, "eval", setEvalFlag<&EvalRequest::allowsCommands>},
    Option{"--skip-broken", nullptr, "leave out broken rows of the dataset", false, nullptr, "eval", setEvalFlag<&EvalRequest::skipsBroken>},
    Option{"--failures-count", nullptr, "score questions without an answer as 0 (default: leave them out)", false, nullptr, "eval", setEvalFlag<&EvalRequest::failuresCount>},
    Option{"--from-requests", "FILTER", "eval dataset: such as model=gpt-4o,since=7d,limit=200", false, nullptr, "eval", setEvalText<&EvalRequest::fromRequests>},
    Option{"--yes", nullptr, "eval route: make the change; eval dataset: overwrite the file", false, nullptr, "eval", setAgreed},
    Option{"--winner", "ARM", "experiment end: the arm that gets all requests, 0 or 1", false, nullptr, "experiment", setWinner},
    Option{"--format", "F", "table or json", false, nullptr, "experiment", setFormat},
    Option{"--version", nullptr, "print the version and exit", false, nullptr, nullptr, setAction<Action::Version>},
    Option{"--help", nullptr, "print this help and exit (or -h); -- ends the options", false, nullptr, nullptr, setAction<Action::Help>},
};

constexpr std::array kCommands{
    Command{"run", "", "run the gateway until stopped (default)", Action::Run},
    Command{"key", "set NAME", "store a key read from standard input; vault:NAME: in the encrypted file", Action::KeySet},
    Command{"key", "remove NAME", "delete a key from the keychain or the encrypted file", Action::KeyRemove},
    Command{"key", "list", "list key references and their state; keys are never printed", Action::KeyList},
    Command{"key", "balance", "print the balance and quota of each key, if its provider reports them", Action::KeyBalance},
    Command{"key", "plan", "print how much of its plan each key has used, and when it will be used up", Action::KeyPlan},
    Command{"key", "approve [PROVIDER]", "approve the addresses that secrets may be sent to", Action::KeyApprove},
    Command{"consumer", "...", "manage consumers and their keys; see signalboxd consumer --help", Action::Consumer},
    Command{"clients", "list", "list the clients on this machine and whether they use the gateway", Action::Clients},
    Command{"clients", "show NAME", "show the files of a client, what setup would change, and manual steps", Action::Clients},
    Command{"clients", "setup NAME", "set up a client with its own key, after confirmation and a backup", Action::Clients},
    Command{"clients", "restore NAME", "undo the setup of a client, or of all clients with --all", Action::Clients},
    Command{"ca", "", "print the CA certificate (PEM) that HTTPS clients must trust", Action::Authority},
    Command{"doctor", "", "check for common problems and print how to fix them", Action::Doctor},
    Command{"explain", "FILE", "explain the routing of a request without sending it (-: standard input)", Action::Explain},
    Command{"explain", "--id ID", "explain what happened to a past request", Action::Explain},
    Command{"usage", "", "print requests, tokens and cost from the ledger, grouped as with --by", Action::Usage},
    Command{"usage", "export", "export the single requests of the ledger with their attempts", Action::Usage},
    Command{"usage", "vacuum", "shrink the ledger file; may take a while", Action::Usage},
    Command{"limits", "", "print what is used and left of each limit, and when it resets", Action::Limits},
    Command{"limits", "check", "print how many past requests each limit would have refused", Action::Limits},
    Command{"reconcile", "PROVIDER FILE...", "compare exported usage or bills (CSV) with the ledger; see --help", Action::Reconcile},
    Command{"formats", "", "show how request fields are translated between two formats", Action::Formats},
    Command{"prices", "list", "list the sources and dates of prices and exchange rate", Action::PricesList},
    Command{"prices", "show MODEL", "print the price of a model at each configured provider", Action::PricesShow},
    Command{"prices", "refresh", "fetch prices and exchange rate from the URLs in usage.refresh", Action::PricesRefresh},
    Command{"config", "history", "list the versions of the configuration and their changes", Action::History},
    Command{"config", "show N", "print a version of the configuration", Action::History},
    Command{"config", "diff N [M]", "compare two versions, or a version with the current file", Action::History},
    Command{"config", "restore N", "restore a version of the configuration", Action::History},
    Command{"backup", "export FILE", "write configuration, history and more to a backup file", Action::Backup},
    Command{"backup", "import FILE", "restore a backup file", Action::Backup},
    Command{"import", "FILE", "import routes from APISIX or Higress (JSON or YAML; -: standard input)", Action::Import},
    Command{"export", "[ROUTE]...", "print routes and their providers in APISIX or Higress format", Action::Export},
    Command{"eval", "run DATASET", "ask several models the same questions; compare score, cost and latency", Action::Eval},
    Command{"eval", "estimate DATASET", "print what a run would cost, without sending anything", Action::Eval},
    Command{"eval", "resume RUN", "continue a run that was stopped; nothing is asked twice", Action::Eval},
    Command{"eval", "list", "list all runs", Action::Eval},
    Command{"eval", "show RUN", "print the results of a run, or write them to files", Action::Eval},
    Command{"eval", "compare RUN RUN", "compare the targets that two runs have in common", Action::Eval},
    Command{"eval", "route RUN", "make the best target a route, with the second best as its fallback", Action::Eval},
    Command{"eval", "datasets", "list your own datasets and those that come with Signalbox", Action::Eval},
    Command{"eval", "rubrics", "list the rubrics for judges that come with Signalbox", Action::Eval},
    Command{"eval", "dataset", "write a dataset from past requests whose content is stored", Action::Eval},
    Command{"experiment", "list", "list the experiments of routes and what they have shown", Action::Experiment},
    Command{"experiment", "show NAME", "print the figures of an experiment's arms, and their difference", Action::Experiment},
    Command{"experiment", "end NAME", "end an experiment: all requests go to the arm given with --winner", Action::Experiment},
};

} // namespace

QStringList commandsOf(const Option& option)
{
    return option.command ? QString::fromLatin1(option.command).split(QLatin1Char(' ')) : QStringList();
}

bool knows(Program program, const Option& option)
{
    return option.command ? program == Program::Signalboxd : program == Program::Signalbox || !option.signalboxOnly;
}

std::span<const Option> options() { return kOptions; }
std::span<const Command> commands() { return kCommands; }

} // namespace app
