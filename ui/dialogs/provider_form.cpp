#include "provider_form.h"

#include "form_grid.h"
#include "key_fields.h"

#include "ui/models/formatter.h"
#include "ui/models/provider_tests.h"
#include "ui/models/providers/provider_list_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/busy_dots.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"
#include "ui/words/probe_words.h"
#include "ui/words/setting_words.h"

#include <QDate>
#include <QDesktopServices>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace ui::dialogs {

using gateway::host::ProbeResult;
using models::DraftField;
using models::DraftProblem;
using models::Formatter;
using widgets::Label;

namespace {

constexpr int kGap = 12;

/// What is probably wrong if a test fails.
enum class Mistake { None, Key, Address };

Mistake mistakeIn(const ProbeResult& result)
{
    using gateway::ErrorKind;
    using gateway::providers::UpstreamFailure;
    constexpr int kRedirects = 300;
    constexpr int kErrors = 400;
    switch (result.failure) {
    case UpstreamFailure::NotSent:
        if (result.problem == ErrorKind::NoUsableKey) return Mistake::Key;
        return result.problem == ErrorKind::ConfigInvalid || result.problem == ErrorKind::LoopDetected ? Mistake::Address : Mistake::None;
    case UpstreamFailure::Status:
        if (result.status == 401 || result.status == 403) return Mistake::Key;
        if (result.status >= kRedirects && result.status < kErrors) return Mistake::Address;
        return (result.status == 404 || result.status == 405) && result.models < 0 ? Mistake::Address : Mistake::None;
    case UpstreamFailure::NoModel: return result.status == 404 ? Mistake::Address : Mistake::None;
    case UpstreamFailure::Refused:
    case UpstreamFailure::HostNotFound:
    case UpstreamFailure::NotSecure:
    case UpstreamFailure::BrokenOff:
    case UpstreamFailure::Unreachable:
    case UpstreamFailure::NotAChat:
    case UpstreamFailure::NotAList: return Mistake::Address;
    default: return Mistake::None;
    }
}

QString qString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

ProbeText probeText(const ProbeResult& result, bool withKey)
{
    if (result.better) {
        const ProbeText there = probeText(result.better->result, withKey);
        return {there.status, ProviderForm::tr("%1\nThe base URL did not work as entered. “/v1” was added to it.", "the result of a test").arg(there.text)};
    }
    if (!result.ok) return {words::ProbeWords::statusName(result), words::ProbeWords::failure(result)};
    QStringList facts;
    if (result.models >= 0) facts << ProviderForm::tr("%Ln model(s)", nullptr, result.models);
    if (result.firstToken.count() >= 0) facts << ProviderForm::tr("first token after %1").arg(Formatter().latency(result.firstToken));
    const QString list = words::SentenceWords::listed(facts);
    if (list.isEmpty()) return {QStringLiteral("ok"), withKey ? ProviderForm::tr("The key works") : ProviderForm::tr("Test passed")};
    return {QStringLiteral("ok"), (withKey ? ProviderForm::tr("The key works: %1") : ProviderForm::tr("Test passed: %1")).arg(list)};
}

ProviderForm::ProviderForm(const Access& access, QWidget* parent)
    : QWidget(parent), m_access(access), m_title(new widgets::ElidedLabel({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_facts(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_note(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_grid(new FormGrid(this)),
      m_name(nullptr), m_fixedName(new widgets::ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_whichKey(new widgets::ElidedLabel({}, look::TextRole::Small, Label::Tone::Secondary, m_grid)), m_key(nullptr), m_address(nullptr),
      m_result(new widgets::StatusLabel(this)), m_resultText(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_busy(new widgets::BusyDots(this)),
      m_website(new widgets::Button(widgets::ButtonKind::Link, tr("Get a key on the provider’s site"), {}, this))
{
    m_title->setObjectName(QStringLiteral("providerTitle"));
    m_facts->setObjectName(QStringLiteral("providerFacts"));
    m_facts->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("providerNote"));
    m_note->setWordWrap(true);
    m_result->setObjectName(QStringLiteral("providerResult"));
    m_resultText->setObjectName(QStringLiteral("providerResultText"));
    m_resultText->setWordWrap(true);
    m_website->setObjectName(QStringLiteral("providerWebsite"));
    m_name = addLine(QStringLiteral("providerName"), tr("Name"));
    m_grid->addRow(QStringLiteral("providerFixedName"), tr("Name"), m_fixedName);
    m_fixedName->setMinimumHeight(look::theme().px(look::theme().metrics().controlHeight));
    m_grid->addRow(QStringLiteral("providerWhichKey"), {}, m_whichKey);
    m_key = new KeyFields(*m_grid, this);
    m_address = addLine(QStringLiteral("providerAddress"), tr("Base URL"));
    m_name->setMaxLength(models::ProviderDraft::kLongestName);
    m_address->setMaxLength(models::ProviderDraft::kLongestAddress);
    m_fixedRows = m_grid->rowCount();
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNamed = true; });
    connect(m_address, &QLineEdit::textChanged, this, &ProviderForm::nameAfterAddress);
    connect(m_key, &KeyFields::changed, this, [this] {
        forgetTest();
        Q_EMIT edited();
    });
    connect(m_website, &QPushButton::clicked, this, [this] {
        if (m_entry) QDesktopServices::openUrl(QUrl(QString::fromStdString(m_entry->website)));
    });

    auto* result = new QHBoxLayout;
    result->setSpacing(look::theme().px(8));
    result->addWidget(m_result, 0, Qt::AlignTop);
    result->addWidget(m_resultText, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(kGap));
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_note);
    column->addWidget(m_grid);
    column->addLayout(result);
    column->addWidget(m_busy);
    column->addStretch(1);
    column->addWidget(m_website, 0, Qt::AlignLeft);
    setUp();
}

ProviderForm::~ProviderForm()
{
    // Receivers may be partly destroyed now.
    blockSignals(true);
    clearKey();
}

QLineEdit* ProviderForm::addLine(const QString& name, const QString& label)
{
    auto* field = new QLineEdit(m_grid);
    m_grid->addRow(name, label, field);
    connect(field, &QLineEdit::textChanged, this, [this, field] {
        m_grid->setError(field, {});
        forgetTest();
        Q_EMIT edited();
    });
    return field;
}

void ProviderForm::setEntry(const gateway::providers::CatalogEntry& entry, const QString& address)
{
    m_entry = &entry;
    m_before.reset();
    m_givenAddress = address;
    setUp();
}

void ProviderForm::setProvider(const gateway::providers::CatalogEntry& entry, const gateway::config::ProviderSettings& provider)
{
    m_entry = &entry;
    m_before = provider;
    m_givenAddress.clear();
    setUp();
}

QString ProviderForm::entryName() const { return m_entry ? models::displayName(*m_entry) : QString(); }

QString ProviderForm::id() const { return m_before ? QString::fromStdString(m_before->id) : m_name->text().trimmed(); }

QWidget* ProviderForm::firstField() const
{
    if (!m_entry) return nullptr;
    if (m_toCorrect) return m_toCorrect;
    if (m_entry->keyNeeded || m_before) return m_key->firstField();
    return m_address->text().isEmpty() ? m_address : m_name;
}

QString ProviderForm::factsText() const
{
    const models::CatalogSource catalog = m_access.providers().catalog();
    QStringList facts;
    const auto count = static_cast<int>(catalog.models(m_entry->id).size());
    if (count > 0) facts << tr("%Ln model(s)", nullptr, count);
    facts << tr("%1 protocol").arg(models::protocolsText(m_entry));
    const QDate date = QDate::fromString(qString(catalog.date), Qt::ISODate);
    if (count > 0 && date.isValid()) facts << tr("prices of %1").arg(Formatter().day(date));
    return facts.join(QStringLiteral(" · "));
}

void ProviderForm::setUp()
{
    m_grid->clearErrors();
    m_grid->setVisible(m_entry != nullptr);
    m_note->setText(m_entry ? QString::fromStdString(m_entry->note.of(QLocale().name())) : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    m_website->setVisible(m_entry && !m_before && m_entry->keyNeeded && !m_entry->website.empty());
    forgetTest();
    m_hasFailed = false;
    m_isNamed = false;
    m_toCorrect = nullptr;
    if (!m_entry) {
        m_title->setText({});
        m_facts->setText(tr("Choose a provider in the list"));
        return;
    }
    models::ProviderDraft draft(*m_entry, m_before);
    if (!m_before) draft.id = models::freeId(m_access.configuration().settings(), draft.id);
    if (!m_givenAddress.isEmpty()) draft.address = m_givenAddress.toStdString();
    m_title->setText(m_before ? models::displayName(m_access.providers().catalog(), *m_before) : entryName());
    m_facts->setText(factsText());
    m_grid->setRowVisible(m_name, !m_before);
    m_grid->setRowVisible(m_fixedName, m_before.has_value());
    m_name->setText(QString::fromStdString(draft.id));
    m_fixedName->setText(QString::fromStdString(draft.id));
    const bool isDemo = m_entry->endpoint(gateway::providers::Protocol::Demo) != nullptr;
    const auto need = m_entry->keyNeeded ? KeyFields::Need::Needed
        : m_entry->region == gateway::providers::Region::Local ? KeyFields::Need::None : KeyFields::Need::Optional;
    const bool stored = m_before && !m_before->keys.empty() && models::isTyped(draft.key.place);
    m_key->setVault(m_access.control().status().vault);
    m_key->setUp(draft.key, stored, need, m_entry->environment.empty() ? QString() : QString::fromStdString(m_entry->environment.front()));
    if (const QString hint = lostKeyHint(); stored && !hint.isEmpty()) m_key->setStoredHint(hint);
    m_key->setVisible(!isDemo);
    const bool isOneOfSeveral = m_before && m_before->keys.size() > 1;
    m_whichKey->setText(isOneOfSeveral ? tr("Key “%1”; the others are in the list of keys").arg(QString::fromStdString(draft.key.name)) : QString());
    m_grid->setRowVisible(m_whichKey, isOneOfSeveral);
    if (!isDemo && (stored || m_entry->keyNeeded)) lookAtKeychain();
    m_address->setText(QString::fromStdString(draft.address));
    m_address->setPlaceholderText(QStringLiteral("http://127.0.0.1:8000/v1"));
    m_address->setCursorPosition(0);
    m_grid->setRowVisible(m_address, !isDemo);
    setUpSettings(draft);
}

/// A server at an address of the user's own is named after it: the name in the catalog would be the same for all.
void ProviderForm::nameAfterAddress()
{
    if (!m_entry || m_before || m_isNamed || m_entry->region != gateway::providers::Region::Custom) return;
    const std::string name = models::nameOfAddress(m_address->text().toStdString());
    m_name->setText(QString::fromStdString(models::freeId(m_access.configuration().settings(), name.empty() ? m_entry->id : name)));
}

/// Hint for the edited key; empty: it exists, as far as known.
QString ProviderForm::lostKeyHint() const
{
    using gateway::host::KeyHealth;
    if (!m_before || m_before->keys.empty()) return {};
    for (const auto& provider : m_access.providers().providers()) {
        if (provider.id != m_before->id) continue;
        for (const auto& key : provider.keys) {
            if (key.name != m_before->keys.front().name) continue;
            if (key.health == KeyHealth::Missing) return tr("not found; paste it again");
            if (key.health == KeyHealth::Unavailable) return tr("not readable; paste it again");
        }
    }
    return {};
}

/// Checks once whether there is a keychain, so that a missing one is not the default place. Causes no unlock prompt.
void ProviderForm::lookAtKeychain()
{
    if (std::exchange(m_hasLooked, true)) return;
    m_access.secrets().lookForKeychain([guard = QPointer(this)](const gateway::Result<void>& found) {
        if (guard && !found && found.error().kind == gateway::ErrorKind::SecretUnavailable) guard->m_key->setNoKeychain();
    });
}

void ProviderForm::setUpSettings(const models::ProviderDraft& draft)
{
    m_grid->truncate(m_fixedRows);
    m_settings.clear();
    for (const auto& [name, value] : draft.settings) {
        QLineEdit* field = addLine(QStringLiteral("setting_") + QString::fromStdString(name), words::SettingWords::name(name));
        field->setText(QString::fromStdString(value));
        setTabOrder(m_settings.empty() ? m_address : m_settings.back().second, field);
        m_settings.emplace_back(name, field);
    }
    setTabOrder(m_settings.empty() ? m_address : m_settings.back().second, m_website);
}

models::ProviderDraft ProviderForm::draft() const
{
    models::ProviderDraft draft(*m_entry, m_before);
    if (!m_before) draft.id = m_name->text().trimmed().toStdString();
    draft.key = m_key->key();
    draft.address = models::withScheme(m_address->text().trimmed().toStdString());
    draft.settings.clear();
    for (const auto& [name, field] : m_settings) draft.settings.emplace_back(name, field->text().trimmed().toStdString());
    return draft;
}

QWidget* ProviderForm::fieldOf(const DraftProblem& problem) const
{
    if (problem.field == DraftField::Name) return m_name;
    if (problem.field == DraftField::Address) return m_address;
    for (const auto& [name, line] : m_settings) {
        if (problem.field == DraftField::Setting && name == problem.setting) return line;
    }
    return m_key->fieldOf(problem);
}

bool ProviderForm::showProblems(const std::vector<DraftProblem>& problems)
{
    m_grid->clearErrors();
    QWidget* first = nullptr;
    for (const DraftProblem& problem : problems) {
        QWidget* field = fieldOf(problem);
        if (!field) {
            m_result->setStatus(look::Status::Error, {});
            m_result->show();
            m_resultText->setText(problem.text);
            m_resultText->setToolTip(problem.detail);
            m_resultText->show();
            announceResult();
        }
        if (field) m_grid->setError(field, problem.text);
        if (!first) first = field;
    }
    if (first) first->setFocus(Qt::OtherFocusReason);
    return problems.empty();
}

void ProviderForm::forgetTest()
{
    ++m_probe;
    m_tested.reset();
    m_busy->stop();
    m_result->hide();
    m_resultText->hide();
    m_resultText->setText({});
    m_resultText->setToolTip({});
}

/// The settings with the actual listening ports: the file may leave their choice to the system.
static gateway::config::Settings inForce(const models::GatewayParts<models::GatewayControl, models::Configuration>& access)
{
    gateway::config::Settings settings = access.configuration().settings();
    for (const std::string& text : access.control().status().urls) {
        const QUrl url(QString::fromStdString(text));
        if (url.scheme() == QLatin1String("https")) settings.listen.httpsPort = url.port();
        else settings.listen.httpPort = url.port();
    }
    return settings;
}

void ProviderForm::test()
{
    if (!m_entry || m_isSaving) return;
    forgetTest();
    const models::ProviderDraft typed = draft();
    std::vector<DraftProblem> problems = typed.check(inForce(m_access));
    // A test does not depend on an unused name.
    std::erase_if(problems, [](const DraftProblem& problem) { return problem.field == DraftField::Name; });
    if (!showProblems(problems)) return;
    m_busy->start(tr("Sending one small request…"));
    const bool withKey = !typed.toSettings().keys.empty();
    std::optional<gateway::Secret> key;
    if (!typed.key.secret.empty()) key = typed.key.secret;
    m_access.providers().probe(typed.toSettings(), std::move(key), [guard = QPointer(this), number = m_probe, withKey](const ProbeResult& result) {
        if (guard && guard->m_probe == number) guard->showResult(result, withKey);
    });
}

void ProviderForm::showResult(const ProbeResult& result, bool withKey)
{
    if (result.better) {
        const QSignalBlocker quiet(m_address); // the result is of this address
        m_grid->setError(m_address, {});
        m_address->setText(QString::fromStdString(result.better->baseUrl));
    }
    const ProbeResult& shown = result.better ? result.better->result : result;
    m_busy->stop();
    m_wasTested = true;
    m_hasFailed = !shown.ok;
    m_tested = shown;
    const ProbeText text = probeText(result, withKey);
    m_result->setStatus(look::statusNamed(text.status).value_or(look::Status::Unknown), {});
    m_result->show();
    m_resultText->setText(text.text);
    m_resultText->setToolTip(words::SentenceWords::of(shown.message));
    m_resultText->show();
    announceResult();
    const Mistake mistake = shown.ok ? Mistake::None : mistakeIn(shown);
    m_toCorrect = mistake == Mistake::Key ? m_key->firstField() : mistake == Mistake::Address ? m_address : nullptr;
    if (m_toCorrect) m_toCorrect->setFocus(Qt::OtherFocusReason);
    Q_EMIT tested();
}

bool ProviderForm::isCorrectable(const ProbeResult& result) { return !result.ok && mistakeIn(result) != Mistake::None; }

void ProviderForm::showTested(const ProbeResult& result) { showResult(result, m_before && !m_before->keys.empty()); }

bool ProviderForm::isChanged() const
{
    if (!m_entry || !m_before) return true;
    const models::ProviderDraft typed = draft();
    return !typed.key.secret.empty() || typed.toSettings() != *m_before;
}

/// Once the layout has made room for it.
void ProviderForm::announceResult()
{
    QMetaObject::invokeMethod(this, [this] { Q_EMIT resultShown(m_resultText); }, Qt::QueuedConnection);
}

void ProviderForm::save()
{
    if (!m_entry || m_isSaving) return;
    const models::ProviderDraft typed = draft();
    if (!showProblems(typed.check(inForce(m_access)))) return;
    // The buttons are disabled meanwhile and lose the focus.
    const QPointer<QWidget> focused = window()->focusWidget();
    setSaving(typed.secretToStore() ? tr("Storing the key…") : tr("Saving…"));
    models::save(m_access, typed, this, [this, focused, id = QString::fromStdString(typed.id)](const std::optional<DraftProblem>& problem) {
        setSaving({});
        if (problem) {
            if (focused) focused->setFocus(Qt::OtherFocusReason);
            showProblems({*problem});
            return;
        }
        const std::optional<ProbeResult> tested = m_tested;
        clearKey();
        const auto* provider = m_access.configuration().settings().provider(id.toStdString());
        if (tested && provider) models::ProviderTests::of(m_access).add(*provider, *tested);
        Q_EMIT saved(id);
    }, [this, typed] {
        if (m_isSaving || !draft().isSame(typed)) return false;
        setSaving(tr("Saving…"));
        return true;
    });
}

void ProviderForm::setSaving(const QString& what)
{
    m_isSaving = !what.isEmpty();
    if (m_isSaving) m_busy->start(what);
    else m_busy->stop();
    Q_EMIT busyChanged();
}

void ProviderForm::clearKey() { m_key->clear(); }

} // namespace ui::dialogs
