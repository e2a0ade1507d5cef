"""What the person did: sessions, drinks, meals, coffee, sleep, stress and weather on one clock."""
