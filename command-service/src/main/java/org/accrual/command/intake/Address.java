package org.accrual.command.intake;

import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Check;
import org.accrual.study.words.StudyId;

/** Where a command's fact belongs; its components are the first fields of a command's body. */
public sealed interface Address permits Address.OfStudy, Address.OfCenter, Subject {
    ChainId chain();

    /** What concerns the study itself. */
    record OfStudy(StudyId study) implements Address {
        public OfStudy {
            Check.present("study", study);
        }

        @Override
        public ChainId chain() {
            return ChainId.ofStudy(study);
        }
    }

    /** What concerns a center, or a patient who has no id yet. */
    record OfCenter(StudyId study, CenterId center) implements Address {
        public OfCenter {
            Check.present("study", study);
            Check.present("center", center);
        }

        @Override
        public ChainId chain() {
            return new ChainId(study, center);
        }
    }
}
