#pragma once

#include <QString>

namespace ui::wizard {

/// How far somebody has come with the first run, in the file where the window remembers its place.
class FirstRunMemory {
public:
    /// `file`: absolute path of an ini file; empty: nothing is remembered.
    explicit FirstRunMemory(QString file);

    /// Whether it is to be shown at the start: it was begun and neither brought to its end nor
    /// declined; or it was never seen and there is `isNew` reason to, since nothing is configured.
    bool isDue(bool isNew) const;
    /// The step to go on with, from 0.
    int step() const;
    void setStep(int step) const;

    /// The provider that was added in it, by id, and the model that it answered with; empty: none yet.
    QString provider() const;
    QString model() const;
    void setProvider(const QString& id) const;
    void setModel(const QString& model) const;

    enum class End {
        Proven,   ///< a request has gone through
        Declined, ///< left without one
    };
    void setEnd(End end) const;

private:
    QString text(const QString& key) const;
    void setText(const QString& key, const QString& text) const;

    QString m_file;
};

} // namespace ui::wizard
