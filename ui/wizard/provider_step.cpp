#include "provider_step.h"

#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/provider_form.h"
#include "ui/look/scroll.h"
#include "ui/models/formatter.h"
#include "ui/models/provider_tests.h"
#include "ui/pages/providers_welcome.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace ui::wizard {

using gateway::config::ProviderSettings;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr auto kDemoType = "demo";
constexpr int kModelLetters = 28;
constexpr double kPricedTokens = 1e6; // number of tokens that prices refer to

} // namespace

ProviderStep::ProviderStep(const Access& access, QWidget* parent)
    : Step(parent), m_access(access), m_stack(new QStackedWidget(this)),
      m_welcome(new pages::ProvidersWelcome(access, m_stack, pages::ProvidersWelcome::Form::Narrow)), m_scroll(new QScrollArea(m_stack)),
      m_status(new widgets::StatusLabel(m_stack)), m_result(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_stack)),
      m_costLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_stack)), m_cost(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_stack)),
      m_modelLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_stack)), m_model(new QComboBox(m_stack)),
      m_models(new Label({}, look::TextRole::Small, Label::Tone::Secondary, m_stack)),
      m_totalLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_stack)), m_total(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_stack)),
      m_edit(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), m_stack)), m_another(new Button(ButtonKind::Link, {}, {}, m_stack)),
      m_test(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), this))
{
    build();
    retranslate();
    connect(m_welcome, &pages::ProvidersWelcome::addRequested, this, &ProviderStep::add);
    connect(m_welcome, &pages::ProvidersWelcome::demoRequested, this, &ProviderStep::useDemo);
    connect(m_edit, &QPushButton::clicked, this, &ProviderStep::edit);
    connect(m_another, &QPushButton::clicked, this, [this] { showView(Choice); });
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (m_stack->currentIndex() == Form && m_form) m_form->test();
        else probe();
    });
    connect(m_model, &QComboBox::activated, this, [this] {
        m_chosen = m_model->currentText();
        probe();
    });
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &Step::changed);
}

void ProviderStep::build()
{
    const look::Theme& theme = look::theme();
    m_status->setObjectName(QStringLiteral("addedStatus"));
    m_result->setObjectName(QStringLiteral("addedResult"));
    m_cost->setObjectName(QStringLiteral("addedCost"));
    m_model->setObjectName(QStringLiteral("addedModel"));
    m_total->setObjectName(QStringLiteral("addedTotal"));
    m_edit->setObjectName(QStringLiteral("editAdded"));
    m_another->setObjectName(QStringLiteral("addAnother"));
    m_test->setObjectName(QStringLiteral("testProvider"));
    m_test->setFocusPolicy(Qt::TabFocus); // after a test by mouse Enter goes on, and does not test again
    m_result->setWordWrap(true);
    m_scroll->setWidgetResizable(true);

    auto* formCard = new widgets::Card({}, m_stack);
    formCard->addContent(m_scroll, 1);
    auto* resultPage = new QWidget(m_stack);
    auto* resultCard = new widgets::Card({}, resultPage);
    auto* content = new QWidget(resultCard);
    auto* facts = new QFormLayout;
    facts->setLabelAlignment(Qt::AlignRight);
    facts->setHorizontalSpacing(theme.px(theme.metrics().gap));
    facts->setVerticalSpacing(theme.px(6));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_model->setMinimumContentsLength(kModelLetters);
    m_models->setObjectName(QStringLiteral("listedModels"));
    m_models->setWordWrap(true);
    facts->addRow(m_modelLabel, m_model);
    facts->addRow(nullptr, m_models);
    facts->addRow(m_totalLabel, m_total);
    facts->addRow(m_costLabel, m_cost);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_edit);
    buttons->addWidget(m_another);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_status);
    column->addWidget(m_result);
    column->addLayout(facts);
    column->addLayout(buttons);
    resultCard->addContent(content);
    auto* page = new QVBoxLayout(resultPage);
    page->setContentsMargins({});
    page->addWidget(resultCard);
    page->addStretch(1);

    m_stack->addWidget(m_welcome);
    m_stack->addWidget(formCard);
    m_stack->addWidget(resultPage);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_stack);
}

QString ProviderStep::name() const { return tr("First provider"); }

QString ProviderStep::title() const
{
    if (m_stack->currentIndex() == Result || isEditing()) return tr("Your first provider");
    return tr("Choose a provider");
}

QString ProviderStep::sentence() const
{
    if (m_stack->currentIndex() == Form) return tr("A test sends one small request straight to the provider. It costs a fraction of a cent.");
    if (m_stack->currentIndex() == Result && !m_isTesting && !m_probe) return tr("Already added. Continue, change it, or add another provider.");
    if (m_stack->currentIndex() == Result) return tr("One small request was sent directly to the provider.");
    return tr("Without a key, you can continue with the demo provider. It is free and needs no network.");
}

QString ProviderStep::goOnText() const
{
    if (isEditing()) return m_form->isChanged() ? tr("Save") : Step::goOnText();
    if (m_stack->currentIndex() == Form && m_form) return tr("Add %1").arg(m_form->entryName());
    if (m_stack->currentIndex() == Choice && !hasProviders()) return tr("Use demo provider");
    return Step::goOnText();
}

// Where the primary button goes on without a provider, a second button for that would only puzzle.
QString ProviderStep::skipText() const { return m_stack->currentIndex() == Form && !isEditing() ? Step::skipText() : QString(); }

bool ProviderStep::canGoOn() const { return m_stack->currentIndex() != Form || (m_form && !m_form->isBusy()); }

bool ProviderStep::hasAction() const { return m_stack->currentIndex() != Choice; }

bool ProviderStep::isActionNext() const { return !canGoOn() || hasFailed(); }

/// Whether the shown test failed.
bool ProviderStep::hasFailed() const
{
    if (m_stack->currentIndex() == Form) return m_form && m_form->hasFailed();
    return m_stack->currentIndex() == Result && m_probe && !m_probe->ok;
}

/// Whether the form is that of the provider that was added already.
bool ProviderStep::isEditing() const { return m_stack->currentIndex() == Form && m_form && m_form->isEditing(); }

void ProviderStep::goOn()
{
    if (isEditing() && !m_form->isChanged()) {
        Q_EMIT finished();
        return;
    }
    if (m_stack->currentIndex() == Form && m_form) return m_form->save();
    if (m_stack->currentIndex() == Choice && !hasProviders()) return useDemo();
    Q_EMIT finished();
}

bool ProviderStep::goBack()
{
    if (m_stack->currentIndex() == Choice) return false;
    showView(Choice);
    return true;
}

bool ProviderStep::escape() { return m_stack->currentIndex() == Form && goBack(); }

QWidget* ProviderStep::firstField() const
{
    if (m_stack->currentIndex() == Form && m_form) return m_form->firstField();
    if (m_stack->currentIndex() == Result && hasFailed()) {
        const bool isOfModel = m_probe->status == 404 || m_probe->status == 400;
        return isOfModel && m_model->isEnabled() ? static_cast<QWidget*>(m_model) : m_test;
    }
    return m_stack->currentIndex() == Choice ? m_welcome->focusProxy() : nullptr;
}

void ProviderStep::retranslate()
{
    m_welcome->retranslate();
    m_costLabel->setText(tr("Cost"));
    m_modelLabel->setText(tr("Model"));
    widgets::setBoxLabel(*m_model, tr("Model"));
    m_totalLabel->setText(tr("Duration"));
    m_edit->setText(tr("Change it…"));
    m_another->setText(tr("Add another provider"));
    // A form keeps the language in which it was created.
    if (m_form && m_stack->currentIndex() == Form) showView(Choice);
    showResult();
}

bool ProviderStep::hasProviders() const
{
    const auto& all = m_access.configuration().settings().providers;
    return std::any_of(all.begin(), all.end(), [](const ProviderSettings& one) { return one.enabled && one.type != kDemoType; });
}

const ProviderSettings* ProviderStep::provider() const { return m_access.configuration().settings().provider(m_id.toStdString()); }

void ProviderStep::showView(View view)
{
    m_stack->setCurrentIndex(view);
    if (view != Form && m_form) m_form->clearKey();
    m_test->setText((view == Result && (m_isTesting || m_probe)) || (m_form && m_form->wasTested()) ? tr("Test again") : tr("Test"));
    Q_EMIT changed();
    Q_EMIT focusWanted();
}

void ProviderStep::add(const QString& entry, const QString& address)
{
    if (!entry.isEmpty()) {
        const auto* known = m_access.providers().catalog().find(entry.toStdString());
        if (known) showForm([&](dialogs::ProviderForm& form) { form.setEntry(*known, address); });
        return;
    }
    auto* dialog = new dialogs::AddProviderDialog(m_access, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::AddProviderDialog::added, this, &ProviderStep::added);
    dialog->open();
}

void ProviderStep::edit()
{
    const ProviderSettings* current = provider();
    const auto* entry = current ? m_access.providers().catalog().find(current->type) : nullptr;
    if (entry) showForm([&](dialogs::ProviderForm& form) { form.setProvider(*entry, *current); });
}

void ProviderStep::showForm(const std::function<void(dialogs::ProviderForm&)>& setUp)
{
    delete m_form;
    auto* form = new dialogs::ProviderForm(m_access);
    m_form = form;
    form->setObjectName(QStringLiteral("providerForm"));
    setUp(*form);
    look::scrollPlainly(*m_scroll, form);
    connect(form, &dialogs::ProviderForm::resultShown, m_scroll, [this](QWidget* result) { m_scroll->ensureWidgetVisible(result); });
    connect(form, &dialogs::ProviderForm::busyChanged, this, &Step::changed);
    connect(form, &dialogs::ProviderForm::edited, this, &Step::changed);
    connect(form, &dialogs::ProviderForm::tested, this, [this] {
        m_test->setText(tr("Test again"));
        Q_EMIT changed();
    });
    connect(form, &dialogs::ProviderForm::saved, this, &ProviderStep::added);
    showView(Form);
}

void ProviderStep::resume(const QString& id, const QString& model)
{
    m_id = id;
    forgetModels();
    const bool isDemo = model == QLatin1StringView(kDemoType);
    if (!isDemo && !provider()) return;
    if (provider()) {
        showView(Result);
        showResult();
    }
    if (!model.isEmpty()) Q_EMIT modelFound(model);
}

void ProviderStep::added(const QString& id)
{
    m_id = id;
    m_probe.reset();
    forgetModels();
    Q_EMIT providerAdded(id);
    showView(Result);
    probe();
}

void ProviderStep::probe()
{
    const ProviderSettings* current = provider();
    if (!current || m_isTesting) return;
    m_isTesting = true;
    m_probe.reset();
    m_test->setText(tr("Test again"));
    showResult();
    Q_EMIT changed();
    ProviderSettings asked = *current;
    if (!m_chosen.isEmpty()) asked.models = {m_chosen.toStdString()};
    models::ProviderTests::of(m_access).start(asked, [guard = QPointer(this), id = m_id](const gateway::host::ProbeResult& result) {
        if (!guard) return;
        guard->m_isTesting = false;
        if (guard->m_id != id) return guard->probe(); // another one was added meanwhile
        if (result.better) guard->adopt(result);
        else guard->take(result);
    });
}

/// The address lacks /v1: the provider was just added here, so its address is corrected here, too.
void ProviderStep::adopt(const gateway::host::ProbeResult& result)
{
    auto next = m_access.configuration().settings();
    const auto added = std::ranges::find(next.providers, m_id.toStdString(), &ProviderSettings::id);
    if (added == next.providers.end()) return take(result);
    added->baseUrl = result.better->baseUrl;
    m_access.configuration().change(next, [guard = QPointer(this), result, id = m_id](const gateway::Result<void>& changed) {
        if (!guard || guard->m_id != id) return;
        gateway::host::ProbeResult received = result;
        if (!changed) received.better.reset();
        else if (guard->provider()) models::ProviderTests::of(guard->m_access).add(*guard->provider(), result.better->result);
        guard->take(received);
    });
}

void ProviderStep::take(const gateway::host::ProbeResult& result)
{
    m_received = result;
    m_probe = result.better ? result.better->result : result;
    showModels();
    showResult();
    if (m_probe->ok && !m_probe->model.empty()) Q_EMIT modelFound(m_id + QLatin1Char('/') + QString::fromStdString(m_probe->model));
    Q_EMIT changed();
    if (dialogs::ProviderForm::isCorrectable(*m_probe)) correct();
    else if (!m_probe->ok) Q_EMIT focusWanted();
}

/// The form again, at the field that is probably wrong.
void ProviderStep::correct()
{
    const ProviderSettings* current = provider();
    const auto* entry = current ? m_access.providers().catalog().find(current->type) : nullptr;
    if (m_stack->currentIndex() != Result || !entry) return;
    showForm([&](dialogs::ProviderForm& form) {
        form.setProvider(*entry, *current);
        form.showTested(*m_received);
    });
}

void ProviderStep::showResult()
{
    const ProviderSettings* current = provider();
    const QString name = current ? models::displayName(m_access.providers().catalog(), *current) : QString();
    const bool isOk = m_probe && m_probe->ok;
    if (m_probe) {
        const dialogs::ProbeText text = dialogs::probeText(*m_received, current && !current->keys.empty());
        m_status->setStatus(look::statusNamed(text.status).value_or(look::Status::Unknown), name);
        m_result->setText(text.text);
        m_result->setToolTip(words::SentenceWords::of(m_probe->message));
    } else if (!m_isTesting) {
        m_status->setStatus(look::Status::Unknown, name);
        m_result->setText(tr("Not used yet. A test sends one small request."));
        m_result->setToolTip({});
    } else {
        m_status->setStatus(look::Status::Busy, name);
        m_result->setText(tr("Sending one small request…"));
    }
    for (Label* label : {m_costLabel, m_cost, m_totalLabel, m_total}) label->setVisible(isOk);
    for (QWidget* one : {static_cast<QWidget*>(m_modelLabel), static_cast<QWidget*>(m_model)}) one->setVisible(m_model->count() > 0);
    m_models->setVisible(m_listed.size() > 1);
    m_models->setText(tr("%n model(s) found. Choose another model to test it.", nullptr, static_cast<int>(m_listed.size())));
    m_model->setEnabled(!m_isTesting && m_model->count() > 1);
    m_test->setEnabled(!m_isTesting);
    m_total->setText(isOk ? Formatter().duration(m_probe->total) : QString());
    m_cost->setText(isOk ? costText() : QString());
}

void ProviderStep::forgetModels()
{
    m_listed.clear();
    m_chosen.clear();
    m_model->clear();
}

/// The models of the last list received; a test with a selected model does not request the list again.
void ProviderStep::showModels()
{
    if (!m_probe->listed.empty()) {
        m_listed.clear();
        for (const std::string& model : m_probe->listed) m_listed += QString::fromStdString(model);
    }
    if (m_listed.isEmpty() && !m_probe->ok) return;
    const QString asked = m_probe->model.empty() ? m_chosen : QString::fromStdString(m_probe->model);
    QStringList names = m_listed;
    if (!asked.isEmpty() && !names.contains(asked)) names.prepend(asked);
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItems(names);
    m_model->setCurrentText(asked);
}

// The actual usage of a test is not reported, but it cannot exceed its limit.
QString ProviderStep::costText() const
{
    const ProviderSettings* current = provider();
    const auto catalog = m_access.providers().catalog();
    const auto* entry = current ? catalog.find(current->type) : nullptr;
    if (entry && (entry->region == gateway::providers::Region::Local || entry->endpoint(gateway::providers::Protocol::Demo)))
        return tr("none, it runs on this machine");
    for (const auto& model : current ? catalog.models(current->type) : std::span<const gateway::providers::CatalogModel>()) {
        if (model.id != m_probe->model || model.inputPrice < 0 || model.outputPrice < 0) continue;
        const double most = (gateway::providers::kMostProbeInput * static_cast<double>(model.inputPrice)
                             + gateway::providers::kMostProbeOutput * static_cast<double>(model.outputPrice)) / kPricedTokens;
        return tr("at most %1").arg(Formatter().money(most, models::Currency::Usd));
    }
    return Formatter().unknown();
}

void ProviderStep::useDemo()
{
    const auto& all = m_access.configuration().settings().providers;
    const auto demo = std::find_if(all.begin(), all.end(), [](const ProviderSettings& one) { return one.type == kDemoType; });
    if (demo != all.end() && demo->enabled) {
        Q_EMIT modelFound(QString::fromLatin1(kDemoType));
        Q_EMIT finished();
        return;
    }
    auto next = m_access.configuration().settings();
    if (demo == all.end()) {
        ProviderSettings made;
        made.id = models::freeId(next, kDemoType);
        made.type = kDemoType;
        next.providers.push_back(made);
    }
    for (ProviderSettings& one : next.providers) one.enabled = one.enabled || one.type == kDemoType;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) return guard->useDemo();
        guard->showView(Result);
        guard->m_status->setStatus(look::Status::Error, tr("The demo could not be added"));
        guard->m_result->setText(words::FailureWords::change(changed.error()));
    });
}

} // namespace ui::wizard
