#include "about_view.h"

#include "desktop_diagnostics.h"
#include "update_line.h"

#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/look/theme.h"
#include "ui/look/window_size.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDialog>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kAboutEdge = 2; // of the card, included in its padding
constexpr int kSectionSpace = 16;
constexpr int kTick_ms = 2000;
constexpr std::size_t kMostDelays = 200;
constexpr double kMegabyte = 1e6;

/// A linked library, by its name in the list of facts, or its own. A test compares them with what the build links.
struct Part {
    const char* name;
    const char* licence;
};
constexpr Part kParts[]{{"Qt", "LGPL 3, GPL 3"}, {"OpenSSL", "Apache 2.0"}, {"SQLite", "public domain"}, {"QtKeychain", "BSD 3-Clause"},
                        {"Boost.Beast", "Boost 1.0"}, {"simdjson", "Apache 2.0"}, {"nlohmann/json", "MIT"}, {"yaml-cpp", "MIT"}, {"tl::expected", "CC0 1.0"},
                        {"protozero", "BSD 2-Clause"}, {"zlib, Brotli, Zstandard", "zlib, MIT, BSD 3-Clause"}, {"mimalloc", "MIT"}, {"libsodium", "ISC"}, {"libarchive", "BSD 2-Clause"}, {"toml++", "MIT"},
                        {"RE2", "BSD 3-Clause"}, {"libxcb (Linux)", "MIT"}};

int inset() { return look::theme().px(look::theme().metrics().cardPaddingX) - kAboutEdge; }

} // namespace

AboutView::AboutView(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_openUrl([](const QUrl& url) { QDesktopServices::openUrl(url); }), m_seen(new look::Seen(this)),
      m_title(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)), m_what(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_licence(new Button(ButtonKind::Plain, {}, {}, this)), m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)),
      m_updates(new UpdateLine(access, this))
{
    setObjectName(QStringLiteral("aboutView"));
    m_tick.setInterval(kTick_ms);
    build();
    retranslate();
    connect(m_seen, &look::Seen::changed, this, &AboutView::watch);
    connect(&m_tick, &QTimer::timeout, this, &AboutView::showFigures);
    connect(m_licence, &QPushButton::clicked, this, &AboutView::showLicence);
    connect(m_updates, &UpdateLine::restartWanted, this, &AboutView::restartWanted);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(diagnostics(m_access, m_findings ? m_findings() : std::vector<gateway::host::Finding>()));
        m_copy->setText(tr("Copied"));
    });
}

// Being hidden during destruction must not be reported.
AboutView::~AboutView() { m_seen->disconnect(this); }

void AboutView::build()
{
    const look::Theme& theme = look::theme();
    m_licence->setObjectName(QStringLiteral("aboutLicence"));
    m_copy->setObjectName(QStringLiteral("aboutCopy"));
    m_title->setObjectName(QStringLiteral("aboutTitle"));
    m_what->setWordWrap(true);
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    look::scrollPlainly(*scroll, content);
    body()->addWidget(scroll, 1);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_what);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(inset(), theme.px(theme.metrics().cardPaddingY), inset(), 0);
    top->setSpacing(theme.px(8));
    top->addLayout(words, 1);
    top->addWidget(m_copy);
    top->addWidget(m_licence);
    m_column->addLayout(top);
    m_updatesTitle = addHeading();
    auto* updates = new QHBoxLayout;
    updates->setContentsMargins(inset(), theme.px(3), inset(), 0);
    updates->addWidget(m_updates);
    m_column->addLayout(updates);
    m_nowTitle = addHeading();
    m_memory = addFact(m_memoryName, QStringLiteral("aboutMemory"));
    m_delay = addFact(m_delayName, QStringLiteral("aboutDelay"));
    m_filesTitle = addHeading();
    m_config = addPath(QStringLiteral("aboutConfig"));
    m_data = addPath(QStringLiteral("aboutData"));
    m_log = addPath(QStringLiteral("aboutLog"));
    m_partsTitle = addHeading();
    const auto facts = gateway::host::programFacts();
    for (const Part& part : kParts) {
        Label* name = nullptr;
        ElidedLabel* value = addFact(name, QStringLiteral("aboutPart"));
        const std::string known = part.name == std::string("OpenSSL") ? "TLS" : part.name;
        const auto fact = std::find_if(facts.begin(), facts.end(), [&](const auto& one) { return one.first == known; });
        name->setText(QString::fromLatin1(part.name));
        const QString licence = QString::fromLatin1(part.licence);
        // Build details are in the diagnostics, which are in English.
        value->setText(fact == facts.end() ? licence : QStringLiteral("%1 · %2").arg(QString::fromStdString(fact->second).section(QStringLiteral(" ("), 0, 0), licence));
    }
    m_column->addSpacing(theme.px(theme.metrics().cardPaddingY));
    m_column->addStretch(1);
}

Label* AboutView::addHeading()
{
    auto* title = new Label({}, look::TextRole::Heading, Label::Tone::Normal, this);
    title->setContentsMargins(inset(), look::theme().px(kSectionSpace), 0, 0);
    m_column->addWidget(title);
    return title;
}

ElidedLabel* AboutView::addFact(Label*& name, const QString& objectName)
{
    const look::Theme& theme = look::theme();
    name = new Label({}, look::TextRole::Body, Label::Tone::Secondary, this);
    name->setObjectName(objectName + QStringLiteral("Name"));
    auto* value = new ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, this);
    value->setObjectName(objectName);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(inset(), theme.px(3), inset(), 0);
    line->setSpacing(theme.px(16));
    line->addWidget(name);
    line->addWidget(value, 1);
    m_column->addLayout(line);
    return value;
}

AboutView::Path AboutView::addPath(const QString& objectName)
{
    const look::Theme& theme = look::theme();
    Path path{new Label({}, look::TextRole::Body, Label::Tone::Secondary, this), new ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, this),
              new Button(ButtonKind::Icon, {}, QStringLiteral("act-copy"), this), new Button(ButtonKind::Icon, {}, QStringLiteral("act-export"), this)};
    path.value->setObjectName(objectName);
    path.copy->setObjectName(objectName + QStringLiteral("Copy"));
    path.open->setObjectName(objectName + QStringLiteral("Open"));
    path.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    path.value->setElideMode(Qt::ElideMiddle);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(inset(), 0, inset(), 0);
    line->setSpacing(theme.px(8));
    line->addWidget(path.name);
    line->addWidget(path.value, 1);
    line->addWidget(path.copy);
    line->addWidget(path.open);
    m_column->addLayout(line);
    connect(path.copy, &QPushButton::clicked, this, [value = path.value] { QGuiApplication::clipboard()->setText(value->text()); });
    connect(path.open, &QPushButton::clicked, this, [this, value = path.value] {
        const QFileInfo file(QDir::fromNativeSeparators(value->text()));
        m_openUrl(QUrl::fromLocalFile(value == m_data.value ? file.filePath() : file.path()));
    });
    return path;
}

void AboutView::showPath(const Path& path, const QString& title, const QString& file)
{
    path.name->setText(title);
    path.value->setText(QDir::toNativeSeparators(file));
    path.copy->setHint(tr("Copy the path of: %1").arg(title));
    path.open->setHint(tr("Open the folder of: %1").arg(title));
    path.copy->setEnabled(!file.isEmpty());
    path.open->setEnabled(!file.isEmpty());
}

void AboutView::retranslate()
{
    m_title->setText(tr("Signalbox %1").arg(QStringLiteral(SIGNALBOX_VERSION)));
    m_what->setText(tr("One AI endpoint for the whole machine. Free software under the GNU GPL, version 3; there is no warranty."));
    m_licence->setText(tr("Licence…"));
    m_copy->setText(tr("Copy diagnostics"));
    m_updatesTitle->setText(tr("Updates"));
    m_updates->retranslate();
    m_nowTitle->setText(tr("Now"));
    m_memoryName->setText(tr("Memory of this process"));
    m_delayName->setText(tr("Added latency"));
    m_delayName->setToolTip(tr("From the last byte of a request to its first attempt at a provider. Does not include the time to forward the answer."));
    m_filesTitle->setText(tr("Files"));
    showPath(m_config, tr("Configuration"), m_access.configuration().configFile());
    showPath(m_data, tr("Data"), m_access.control().dataDir());
    showPath(m_log, tr("Log"), m_access.diagnosis().logFile());
    m_partsTitle->setText(tr("Components"));
    showFigures();
}

void AboutView::watch(bool isSeen)
{
    disconnect(&m_access.news(), &models::GatewayNews::live, this, nullptr);
    if (!isSeen) return m_tick.stop();
    m_copy->setText(tr("Copy diagnostics")); // resets the text shown after copying
    connect(&m_access.news(), &models::GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        for (const auto& record : snapshot.finished) take(*record);
    });
    m_tick.start();
    m_delays.clear();
    const auto ready = [guard = QPointer(this)](const std::vector<gateway::usage::ExchangeRecord>& records) {
        if (!guard) return;
        for (auto record = records.rbegin(); record != records.rend(); ++record) guard->take(*record); // the records are newest first
        guard->showFigures();
    };
    m_access.requests().recent(static_cast<int>(kMostDelays), this, ready);
    showFigures();
}

void AboutView::take(const gateway::usage::ExchangeRecord& record)
{
    if (record.queue.count() < 0) return; // no provider was tried
    m_delays.push_back(record.queue);
    if (m_delays.size() > kMostDelays) m_delays.pop_front();
}

AboutView::Delays AboutView::middleAndSlow(Delays delays)
{
    if (delays.empty()) return {};
    std::sort(delays.begin(), delays.end());
    const std::size_t last = delays.size() - 1;
    return {delays[last / 2], delays[last * 19 / 20]};
}

void AboutView::showFigures()
{
    const models::Formatter formatter;
    const auto bytes = gateway::host::residentBytes();
    m_memory->setText(bytes < 0 ? formatter.unknown() : tr("%1 MB").arg(QLocale().toString(static_cast<double>(bytes) / kMegabyte, 'f', 1)));
    const Delays delays = middleAndSlow(Delays(m_delays.begin(), m_delays.end()));
    const auto text = [](std::chrono::microseconds time) { return QLocale().toString(static_cast<double>(time.count()) / 1000.0, 'f', 2); };
    //: %Ln: requests that were looked at
    const QString of = tr("over the last %Ln request(s)", nullptr, static_cast<int>(m_delays.size()));
    m_delay->setText(delays.empty() ? tr("no requests yet")
                                    : tr("median %1 ms, slowest %2 ms, %3").arg(text(delays[0]), text(delays[1]), of));
}

void AboutView::showLicence()
{
    auto* dialog = new QDialog(window());
    dialog->setObjectName(QStringLiteral("licenceDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Licence"));
    auto* text = new QTextBrowser(dialog);
    text->setAccessibleName(tr("Licence"));
    text->setFrameShape(QFrame::NoFrame);
    QFile file(QStringLiteral(":/LICENSE")); // built into the program
    if (file.open(QIODevice::ReadOnly)) text->setPlainText(QString::fromUtf8(file.readAll()));
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text);
    look::sizeOnScreen(*dialog, 640, 560);
    dialog->open();
}

void AboutView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
