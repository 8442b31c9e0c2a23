#include "command_options.h"

#include <QDir>
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
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a port from 0 to 65535 (0 is any free one), not '" + value.toStdString() + "'"));
    return port;
}

Result<QString> pathFrom(const QString& value)
{
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a path"));
    return QDir::cleanPath(QDir::current().absoluteFilePath(value));
}

Result<void> setConfig(CommandLine& line, const QString& value)
{
    const auto path = pathFrom(value);
    if (!path)
        return tl::unexpected(path.error());
    line.configFile = *path;
    line.configGiven = true;
    return {};
}

Result<void> setDataDir(CommandLine& line, const QString& value)
{
    const auto path = pathFrom(value);
    if (!path)
        return tl::unexpected(path.error());
    line.dataDir = *path;
    return {};
}

Result<void> setAddress(CommandLine& line, const QString& value)
{
    const QString literal = value == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : value;
    if (QHostAddress(literal).isNull())
        return failure(ErrorKind::InvalidRequest,
                       gateway::asIs("wants an address of this machine such as 127.0.0.1, 0.0.0.0 or ::1, not '" + value.toStdString() + "'"));
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
        return failure(ErrorKind::InvalidRequest, gateway::asIs(port.error().text() + "; 'off' switches HTTPS off"));
    line.httpsPort = std::optional<int>{*port};
    return {};
}

Result<void> setLogLevel(CommandLine& line, const QString& value)
{
    static const QStringList levels{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"),
                                    QStringLiteral("error")};
    if (!levels.contains(value))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants debug, info, warning or error, not '" + value.toStdString() + "'"));
    line.logLevel = value.toStdString();
    return {};
}

template <Action action> Result<void> setAction(CommandLine& line, const QString&)
{
    line.action = action;
    return {};
}

// A program or a format, by the command that these stand beside.
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
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a path that begins with a slash, not '" + value.toStdString() + "'"));
    line.explain.path = value.toStdString();
    return {};
}

Result<void> addHeader(CommandLine& line, const QString& value)
{
    const qsizetype colon = value.indexOf(QLatin1Char(':'));
    if (colon < 1) // not repeated: it could be a key
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a name and a value with a colon between them"));
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
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants an HTTP status from 200 to 599, not '" + value.toStdString() + "'"));
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
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants the id that an answer has as x-signalbox-request-id"));
    line.explain.id = value.toStdString();
    return {};
}

/// Puts what `read` makes of the value into `place`.
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
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants the name of a file"));
    line.usage.output = value == QLatin1String("-") ? QString() : QDir::cleanPath(QDir::current().absoluteFilePath(value));
    return {};
}
Result<void> setBudgets(CommandLine& line, const QString&)
{
    line.usage.withBudgets = true;
    return {};
}

Result<void> setCurrency(CommandLine& line, const QString& value) { return take(line.usage.currency, value, currencyFrom); }

// Of a client, or of a consumer, by the command that it stands beside.
Result<void> setModel(CommandLine& line, const QString& value)
{
    line.clients.model = value.toStdString();
    line.consumer.models.push_back(line.clients.model);
    return {};
}

Result<void> addRoute(CommandLine& line, const QString& value)
{
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a value: --route ID"));
    line.consumer.routes.push_back(value.toStdString());
    return {};
}

Result<void> setExpires(CommandLine& line, const QString& value)
{
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a value: --expires WHEN"));
    return take(line.consumer.expires, value, [](const QString& text) { return expiryFrom(text, QDateTime::currentDateTime()); });
}

Result<void> setOtherModels(CommandLine& line, const QString& value)
{
    if (value.isEmpty())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("wants a model, such as PROVIDER/MODEL"));
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
    return {};
}
template <bool BackupOrder::*member> Result<void> setBackupFlag(CommandLine& line, const QString&)
{
    line.backup.*member = true;
    return {};
}

// Whichever command these stand behind.
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

Result<void> setPassphraseFile(CommandLine& line, const QString& value) { return take(line.backup.passphraseFile, value, pathFrom); }

template <WindowRequest request> Result<void> setWindow(CommandLine& line, const QString&)
{
    line.window = request;
    return {};
}

constexpr std::array kOptions{
    Option{"--config", "FILE", "the configuration file", false, "SIGNALBOX_CONFIG", nullptr, setConfig},
    Option{"--data-dir", "DIR", "the folder of the ledger, the state and the logs", false, nullptr, nullptr, setDataDir},
    Option{"--address", "A", "the address to listen on; 127.0.0.1 means ::1 too", false, "SIGNALBOX_ADDRESS", nullptr, setAddress},
    Option{"--http-port", "N", "the HTTP port; 0 is any free one", false, "SIGNALBOX_HTTP_PORT", nullptr, setHttpPort},
    Option{"--https-port", "N|off", "the HTTPS port, or none", false, "SIGNALBOX_HTTPS_PORT", nullptr, setHttpsPort},
    Option{"--log-level", "L", "debug, info, warning or error", false, nullptr, nullptr, setLogLevel},
    Option{"--minimized", nullptr, "start in the tray, without the window", true, nullptr, nullptr, setWindow<WindowRequest::Minimized>},
    Option{"--show", nullptr, "show the window, of the instance that runs already if there is one", true, nullptr, nullptr, setWindow<WindowRequest::Show>},
    Option{"--quit", nullptr, "end the instance that runs", true, nullptr, nullptr, setWindow<WindowRequest::Quit>},
    Option{"--check-config", nullptr, "print what is wrong with the configuration file, and end", false, nullptr, nullptr, setAction<Action::CheckConfig>},
    Option{"--from", "PROGRAM", "what the file is of: apisix or higress; else it is found out", false, nullptr, "import", setFrom},
    Option{"--write", nullptr, "into the configuration file, beside what it has; else it is printed", false, nullptr, "import", setFlag<&ForeignRequest::write>},
    Option{"--replace", nullptr, "replace what is there by the same name", false, nullptr, "import", setFlag<&ForeignRequest::replace>},
    Option{"--store-keys", nullptr, "put the keys that the file holds into the keychain", false, nullptr, "import", setFlag<&ForeignRequest::storeKeys>},
    Option{"--id", "ID", "a past request instead of a file, by its answer's x-signalbox-request-id", false, nullptr, "explain", setId},
    Option{"--content", nullptr, "with --id: what was asked and answered, where it is kept", false, nullptr, "explain", setContent},
    Option{"--path", "PATH", "the path of the request, if not /v1/chat/completions", false, nullptr, "explain", setPath},
    Option{"--header", "NAME: VALUE", "a header of the request, or of the answer; may be given several times", false, nullptr, "explain", addHeader},
    Option{"--consumer", "NAME", "who asks, if no key in a header tells", false, nullptr, "explain", setConsumer},
    Option{"--json", nullptr, "for programs", false, nullptr, "explain", setJson},
    Option{"--error", "STATUS", "what an answer with this status is taken for: a file, or its text", false, nullptr, "explain", setErrorStatus},
    Option{"--provider", "NAME", "whose answer it is: a provider of the configuration, or a type", false, nullptr, "explain", setProvider},
    Option{"--since", "T", "from when: 2026-11-01, a span back from now (7d, 5m), RFC 3339; else 30d", false, nullptr, "usage", setSince},
    Option{"--until", "T", "until when, the day with it; else now", false, nullptr, "usage", setUntil},
    Option{"--by", "LIST", "what has rows of its own, such as day,model,key; else provider,model", false, nullptr, "usage", setBy},
    Option{"--format", "F", "table, json or csv; of an export csv or jsonl", false, nullptr, "usage", setFormat},
    Option{"--format", "F", "table, json or csv", false, nullptr, "reconcile", setFormat},
    Option{"--format", "F", "table or json", false, nullptr, "clients doctor", setFormat},
    Option{"--output", "FILE", "of an export: where it goes; - or without it, to standard output", false, nullptr, "usage", setOutput},
    Option{"--budgets", nullptr, "how much of usage.budgets is spent, below the sums", false, nullptr, "usage", setBudgets},
    Option{"--currency", "C", "usd or cny: what both come to in one, by the exchange rate", false, nullptr, "usage", setCurrency},
    Option{"--model", "NAME", "the model that a client is to ask for; some want one", false, nullptr, "clients", setModel},
    Option{"--other-models-to", "M", "of setup: route all other names of the client to this model", false, nullptr, "clients", setOtherModels},
    Option{"--anyway", nullptr, "of setup: write it although it may have no effect", false, nullptr, "clients", setAnyway},
    Option{"--yes", nullptr, "write what is shown without asking; backup export: replace FILE", false, nullptr, "clients backup", setAgreed},
    Option{"--all", nullptr, "of restore: every client that was set up", false, nullptr, "clients", setAll},
    Option{"--all", nullptr, "of approve: every secret that waits", false, nullptr, "key", setAll},
    Option{"--trust", nullptr, "its secrets may go where it sends them; else each is asked for", false, nullptr, "import config backup", setTrust},
    Option{"--expires", "WHEN", "end of the key: 2027-01-31 (its last day), 90d, 12h; without it, never", false, nullptr, "consumer", setExpires},
    Option{"--route", "ID", "the only route that it may use; may be given several times", false, nullptr, "consumer", addRoute},
    Option{"--model", "NAME", "the only model that it may ask for; may be given several times", false, nullptr, "consumer", setModel},
    Option{"--to", "PROGRAM", "for whom: apisix or higress", false, nullptr, "export", setTo},
    Option{"--from", "FORMAT", "what the client speaks: chat, responses, anthropic, gemini, ollama ...", false, nullptr, "formats", setFrom},
    Option{"--to", "FORMAT", "what the provider speaks: one of these, bedrock or cohere", false, nullptr, "formats", setTo},
    Option{"--with-secrets", nullptr, "export: the keys of the keychain too, under a passphrase", false, nullptr, "backup", setBackupFlag<&BackupOrder::withSecrets>},
    Option{"--with-usage", nullptr, "the ledger too, without what was asked and answered", false, nullptr, "backup", setBackupFlag<&BackupOrder::withUsage>},
    Option{"--passphrase-file", "FILE", "its first line is the passphrase; else it is typed", false, nullptr, "backup", setPassphraseFile},
    Option{"--version", nullptr, "print the version, and end", false, nullptr, nullptr, setAction<Action::Version>},
    Option{"--help", nullptr, "print this, and end", false, nullptr, nullptr, setAction<Action::Help>},
};

constexpr std::array kCommands{
    Command{"run", "", "serve until stopped; this is what no command means", Action::Run},
    Command{"key", "set NAME", "store a key from standard input; vault:NAME: in an encrypted file", Action::KeySet},
    Command{"key", "remove NAME", "take a key out of the keychain, or of the encrypted file", Action::KeyRemove},
    Command{"key", "list", "the references in the configuration and their state, never a key", Action::KeyList},
    Command{"key", "balance", "what is left on each key, where its provider tells it", Action::KeyBalance},
    Command{"key", "approve [PROVIDER]", "let secrets go to the addresses in the configuration; asks for each", Action::KeyApprove},
    Command{"consumer", "...", "local clients and their keys; see signalboxd consumer --help", Action::Consumer},
    Command{"clients", "list", "the tools of this machine that can use the gateway, and which do", Action::Clients},
    Command{"clients", "show NAME", "one of them: its files, what a set-up would change, what to do by hand", Action::Clients},
    Command{"clients", "setup NAME", "show the change, ask, keep a copy, write; it gets a key of its own", Action::Clients},
    Command{"clients", "restore NAME", "put back what was there before; with --all of every one", Action::Clients},
    Command{"ca", "", "print the certificate (PEM) that HTTPS clients are to trust", Action::Authority},
    Command{"doctor", "", "what may be wrong here, point by point, and what to do about it", Action::Doctor},
    Command{"explain", "FILE", "why a request goes where it goes; nothing is sent (- is standard input)", Action::Explain},
    Command{"explain", "--id ID", "what became of a past request, and why", Action::Explain},
    Command{"usage", "", "requests and tokens by provider, model, key and more, from the ledger", Action::Usage},
    Command{"usage", "export", "the requests of the ledger one by one, with their attempts", Action::Usage},
    Command{"usage", "vacuum", "make the ledger's file as small as it can be; takes a while", Action::Usage},
    Command{"reconcile", "PROVIDER FILE...", "where an exported usage or bill (CSV) and the ledger differ; see --help", Action::Reconcile},
    Command{"formats", "", "what becomes of each field of a request between two formats", Action::Formats},
    Command{"prices", "list", "where prices and the exchange rate are from, and of which day", Action::PricesList},
    Command{"prices", "show MODEL", "what a model costs at the providers of the configuration", Action::PricesShow},
    Command{"prices", "refresh", "ask for prices and the rate anew, where usage.refresh says", Action::PricesRefresh},
    Command{"config", "history", "the versions of the configuration, and what each changed", Action::History},
    Command{"config", "show N", "print a version", Action::History},
    Command{"config", "diff N [M]", "what differs between two versions, or now", Action::History},
    Command{"config", "restore N", "put a version in force again", Action::History},
    Command{"backup", "export FILE", "configuration, history and more into one file", Action::Backup},
    Command{"backup", "import FILE", "put back what such a file holds", Action::Backup},
    Command{"import", "FILE", "take over routes of APISIX or Higress (JSON, YAML; - is standard input)", Action::Import},
    Command{"export", "[ROUTE]...", "print routes with their providers in the form of APISIX or Higress", Action::Export},
    Command{"eval", "", "not available yet: compare models on a data set", Action::NotYet},
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
