#pragma once

#include "gateway/core/clock.h"

#include <QString>

#include <optional>

namespace ui::wizard {

/// The progress of the first run, stored in the file of the window state.
class FirstRunMemory {
public:
    /// `file`: absolute path of an ini file; empty: nothing is stored.
    explicit FirstRunMemory(QString file);

    /// Whether to show it at the start: it was begun and neither completed nor declined; or it was never shown and `isNew` is
    /// true, because nothing is configured.
    bool isDue(bool isNew) const;
    /// The step to resume at, from 0.
    int step() const;
    void setStep(int step) const;

    /// The provider that was added, by id, and the model that it answered with; empty: none yet.
    QString provider() const;
    QString model() const;
    void setProvider(const QString& id) const;
    void setModel(const QString& model) const;

    /// When it was begun; empty: not begun, or nothing is stored.
    std::optional<gateway::WallTime> begun() const;
    void setBegun(gateway::WallTime time) const;

    enum class End {
        Proven,   ///< a request has succeeded
        Declined, ///< closed without one
    };
    void setEnd(End end) const;

private:
    QString text(const QString& key) const;
    void setText(const QString& key, const QString& text) const;

    QString m_file;
};

} // namespace ui::wizard
