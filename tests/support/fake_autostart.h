#pragma once

#include "ui/models/autostart.h"

/// A system that supports start at login, or refuses it.
class FakeAutostart final : public ui::models::Autostart {
public:
    State state() const override { return now; }
    void look() override { ++looks; }
    void set(bool on) override
    {
        if (!canBeSet) {
            Q_EMIT failed(QStringLiteral("read-only"));
            return;
        }
        now = on ? State::On : State::Off;
        Q_EMIT changed();
    }
    State now = State::Off;
    int looks = 0;
    bool canBeSet = true;
};
