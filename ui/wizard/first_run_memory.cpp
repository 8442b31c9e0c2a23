#include "first_run_memory.h"

#include "gateway/core/files/memory_file.h"

#include <QDateTime>

#include <chrono>

namespace ui::wizard {

using gateway::files::MemoryFile;

namespace {

QString endKey() { return QStringLiteral("first_run/end"); }
QString stepKey() { return QStringLiteral("first_run/step"); }
QString providerKey() { return QStringLiteral("first_run/provider"); }
QString begunKey() { return QStringLiteral("first_run/begun"); }
QString modelKey() { return QStringLiteral("first_run/model"); }

} // namespace

FirstRunMemory::FirstRunMemory(QString file) : m_file(std::move(file)) {}

bool FirstRunMemory::isDue(bool isNew) const
{
    if (m_file.isEmpty()) return false;
    const MemoryFile settings(m_file);
    if (settings.contains(endKey())) return false;
    return isNew || settings.contains(stepKey());
}

int FirstRunMemory::step() const
{
    return m_file.isEmpty() ? 0 : MemoryFile(m_file).value(stepKey()).toInt();
}

void FirstRunMemory::setStep(int step) const
{
    if (!m_file.isEmpty()) MemoryFile::remember(m_file, stepKey(), step);
}

QString FirstRunMemory::text(const QString& key) const { return m_file.isEmpty() ? QString() : MemoryFile(m_file).value(key).toString(); }

void FirstRunMemory::setText(const QString& key, const QString& text) const
{
    if (!m_file.isEmpty()) MemoryFile::remember(m_file, key, text);
}

QString FirstRunMemory::provider() const { return text(providerKey()); }
QString FirstRunMemory::model() const { return text(modelKey()); }
void FirstRunMemory::setProvider(const QString& id) const { setText(providerKey(), id); }
void FirstRunMemory::setModel(const QString& model) const { setText(modelKey(), model); }

std::optional<gateway::WallTime> FirstRunMemory::begun() const
{
    const QDateTime time = QDateTime::fromString(text(begunKey()), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(gateway::WallTime{gateway::Milliseconds{time.toMSecsSinceEpoch()}}) : std::nullopt;
}

void FirstRunMemory::setBegun(gateway::WallTime time) const
{
    const auto since1970 = std::chrono::duration_cast<gateway::Milliseconds>(time.time_since_epoch());
    setText(begunKey(), QDateTime::fromMSecsSinceEpoch(since1970.count(), Qt::UTC).toString(Qt::ISODateWithMs));
}

void FirstRunMemory::setEnd(End end) const
{
    if (m_file.isEmpty()) return;
    MemoryFile settings(m_file);
    settings.set(endKey(), end == End::Proven ? QStringLiteral("proven") : QStringLiteral("declined"));
    for (const QString& key : {stepKey(), providerKey(), modelKey(), begunKey()}) settings.set(key, {});
    static_cast<void>(settings.save());
}

} // namespace ui::wizard
