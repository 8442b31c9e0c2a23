#include "origin_approval.h"

#include "terminal.h"

#include "app/process/text_table.h"
#include "gateway/config/document.h"
#include "gateway/host/approvals/approval_file.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::config::Settings;
using gateway::host::ApprovalFile;
using gateway::providers::ApprovedOrigins;
using gateway::providers::Catalog;
using gateway::providers::SecretUse;

namespace {

std::vector<SecretUse> usesOf(const Settings& settings, const Catalog& catalog)
{
    return gateway::providers::secretUses(settings, catalog, qgetenv("OTEL_EXPORTER_OTLP_ENDPOINT").toStdString());
}

std::string permission(const SecretUse& use) { return shownText(toText(gateway::providers::permissionText(use))); }

/// One use for each secret and destination, however many keys share them.
std::vector<SecretUse> eachOnce(const std::vector<SecretUse>& uses)
{
    std::vector<SecretUse> once;
    for (const SecretUse& use : uses)
        if (std::ranges::find(once, use.to, &SecretUse::to) == once.end())
            once.push_back(use);
    return once;
}

bool isAmong(const std::vector<SecretUse>& uses, const SecretUse& use) { return std::ranges::find(uses, use.to, &SecretUse::to) != uses.end(); }

/// Reports destinations adopted from an earlier version, which stay approved.
void tellAdopted(const std::vector<SecretUse>& adopted, std::ostream& err)
{
    for (const SecretUse& use : eachOnce(adopted))
        err << "approved because an earlier version of Signalbox already sent it there: " << permission(use) << '\n';
}

} // namespace

AskYesNo yesNoAtTerminal(std::istream& in, std::ostream& err)
{
    if (!standardInputIsTerminal())
        return {};
    return [&in, &err](const std::string& question) {
        err << question << " [y/N] " << std::flush;
        std::string line;
        std::getline(in, line);
        return line == "y" || line == "Y" || line == "yes";
    };
}

std::string approvalQuestion(const SecretUse& use)
{
    const std::string of = use.provider.empty() ? std::string("export.otlp.headers") : "provider \"" + use.provider + '"';
    return shownText("Secret " + use.to.reference + " of " + of + " will be sent to " + toText(gateway::providers::placeOf(use.to))
        + ", which has not been approved.\nApprove it?");
}

Settings settingsIn(const std::optional<std::string>& text)
{
    std::vector<gateway::config::Issue> issues;
    const auto document = text ? gateway::config::Document::parse(*text, issues) : Result<gateway::config::Document>(failure(ErrorKind::Io, {}));
    return document ? document->settings() : Settings();
}

OriginApproval::OriginApproval(const QString& dataDir, ApprovalMode mode, std::ostream& err)
    : m_dataDir(dataDir), m_mode(std::move(mode)), m_err(err)
{
}

Result<void> OriginApproval::decide(const Settings& before, const Settings& next, const Settings& brought, const Catalog& catalog)
{
    m_allowed.clear();
    m_waiting.clear();
    const ApprovalFile file(m_dataDir);
    std::vector<SecretUse> adopted;
    const std::vector<SecretUse> stood = usesOf(before, catalog);
    auto approved = file.open(stood, catalog, &adopted);
    tellAdopted(adopted, m_err);
    if (!approved && approved.error().kind == ErrorKind::Io)
        return failure(approved.error());
    if (!approved)
        m_err << "note: " << shownText(approved.error().text()) << '\n';
    const std::vector<SecretUse> waiting = gateway::providers::unapproved(usesOf(next, catalog), approved.value_or(ApprovedOrigins()));
    const std::vector<SecretUse> come = usesOf(brought, catalog);
    for (const SecretUse& use : eachOnce(waiting)) {
        const bool isDecided = !isAmong(stood, use) || isAmong(come, use);
        const bool isAllowed = isDecided && (m_mode.isTrusted || (m_mode.ask && m_mode.ask(approvalQuestion(use))));
        (isAllowed ? m_allowed : m_waiting).push_back(use);
    }
    return {};
}

Result<void> OriginApproval::keep()
{
    auto kept = m_allowed.empty() ? Result<void>() : ApprovalFile(m_dataDir).add(m_allowed);
    for (const SecretUse& use : m_allowed)
        m_err << (kept ? "approved: " : "not approved, so not sent: ") << permission(use) << '\n';
    for (const SecretUse& use : m_waiting)
        m_err << "not approved, so not sent: " << permission(use) << ". " << shownText(toText(gateway::providers::approvalRemedy(use))) << '\n';
    m_err.flush();
    if (!kept)
        kept.error().message = gateway::asIs("the configuration was written, but the approval could not be saved: " + kept.error().text() + ". Free disk space, then run: signalboxd key approve");
    return kept;
}

ApprovedOrigins approvedOrigins(const Settings& settings, const Catalog& catalog, const QString& dataDir)
{
    return ApprovalFile(dataDir).look(usesOf(settings, catalog), catalog).value_or(ApprovedOrigins());
}

std::string waitingList(const Settings& settings, const Catalog& catalog, const QString& dataDir)
{
    std::string text;
    for (const SecretUse& use : eachOnce(gateway::providers::unapproved(usesOf(settings, catalog), approvedOrigins(settings, catalog, dataDir))))
        text += "waits for your approval: " + permission(use) + ". " + shownText(toText(gateway::providers::approvalRemedy(use))) + '\n';
    return text;
}

int approveKeys(const KeyApproveRequest& request, const Settings& settings, const Catalog& catalog, const QString& dataDir,
                const AskYesNo& ask, std::ostream& out, std::ostream& err)
{
    if (!request.provider.empty() && !settings.provider(request.provider)) {
        err << "signalboxd: unknown provider \"" << shownText(request.provider) << "\"\n";
        return 1;
    }
    const ApprovalFile file(dataDir);
    std::vector<SecretUse> adopted;
    const auto known = file.open(usesOf(settings, catalog), catalog, &adopted);
    tellAdopted(adopted, err);
    if (!known)
        err << "signalboxd: " << shownText(known.error().text()) << '\n';
    if (!known && known.error().kind == ErrorKind::Io)
        return 1;
    std::vector<SecretUse> waiting = gateway::providers::unapproved(usesOf(settings, catalog), known.value_or(ApprovedOrigins()));
    if (!request.provider.empty())
        std::erase_if(waiting, [&](const SecretUse& use) { return use.provider != request.provider; });
    waiting = eachOnce(waiting); // several providers may use the same secret and destination
    if (waiting.empty()) {
        out << "No secret waits for approval.\n";
        return known ? 0 : 1;
    }
    const bool isNamed = request.isOfAll || !request.provider.empty();
    std::vector<SecretUse> allowed;
    for (const SecretUse& use : waiting)
        if (isNamed || (ask && ask(approvalQuestion(use))))
            allowed.push_back(use);
    if (const auto kept = allowed.empty() ? Result<void>() : file.add(allowed); !kept) {
        err << "signalboxd: " << shownText(kept.error().text()) << '\n';
        return 1;
    }
    for (const SecretUse& use : waiting) {
        const bool isAllowed = std::ranges::find(allowed, use) != allowed.end();
        out << (isAllowed ? "approved: " : "waits for your approval: ") << permission(use) << '\n';
    }
    if (!isNamed && !ask)
        err << "signalboxd: confirmation needs a terminal; pass a provider, or approve everything with --all\n";
    return allowed.size() == waiting.size() ? 0 : 1;
}

} // namespace app
