package org.accrual.study.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.accrual.study.events.Pathology.PathologyReported;
import org.accrual.study.events.Response.AssessmentRecorded;
import org.accrual.study.events.Therapy.ImatinibStopped;
import org.accrual.study.words.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

class JsonFaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'date':'2003-02-30','reason':'OTHER','inferred':true | date     | '2003-02-30' is not a day, month or year of the calendar
                    'date':2003,'reason':'OTHER','inferred':true         | date     | is not of the right form
                    'date':'2003','reason':'OTHERS','inferred':true      | reason   | is not one of PROGRESSION, TOXICITY, SURGERY, COMPLETED, PATIENT_DECISION, OTHER, NOT_STATED
                    'date':'2003','reason':1,'inferred':true             | reason   | is not one of PROGRESSION, TOXICITY, SURGERY, COMPLETED, PATIENT_DECISION, OTHER, NOT_STATED
                    'date':'2003','inferred':true                        | reason   | is missing
                    'date':'2003','reason':'OTHER'                       | inferred | is missing
                    'date':'2003','reason':'OTHER','inferred':null       | inferred | is missing
                    'date':'2003','reason':'OTHER','inferred':'true'     | inferred | is not true or false
                    'date':'2003','reason':'OTHER','inferred':true,'by':1 | by      | is not known here
                    'date':'2003','reason':'OTHER','inferred':true,'source':{'document':3} | source.document | is not text
                    'date':'2003','reason':'OTHER','inferred':true,'source':'chart'        | source | is not of the right form
                    'date':{'precision':'UNKNOWN','x':1},'reason':'OTHER','inferred':true  | date.x | is not known here
                    'date':{'precision':'DAY'},'reason':'OTHER','inferred':true | date | has bounds null to null that do not fit its precision DAY
                    'date':{'precision':'AFTER','earliest':'2003-2-3'},'reason':'OTHER','inferred':true  | date.earliest | is not a day of the calendar in ISO 8601
                    'date':{'precision':'AFTER','earliest':[2003,2,3]},'reason':'OTHER','inferred':true  | date.earliest | is not a day of the calendar in ISO 8601
                    'date':{'precision':'AFTER','earliest':'2003-02-30'},'reason':'OTHER','inferred':true | date.earliest | is not a day of the calendar in ISO 8601
                    'date':{'precision':'AFTER','earliest':'2003-02-03T08:00'},'reason':'OTHER','inferred':true | date.earliest | is not a day of the calendar in ISO 8601
                    'date':{'precision':'AFTER','anchor':{'event':'x','months':1,'days':0}},'reason':'OTHER','inferred':true | date.anchor.event | is not a UUID
                    """)
    void saysWhichFieldOfAStopIsWrong(String fields, String field, String problem) {
        expect(ImatinibStopped.class, fields, field, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'id':'a'}                                               | lesions[0].organ          | is missing
                    {'id':'a','organ':'LIVER'},{'id':'b','organ':'X'}        | lesions[1].organ          | is not one of LIVER
                    {'id':'a','organ':'LIVER','diametersMm':[1,'2']}         | lesions[0].diametersMm[1] | is not a number
                    {'id':'a','organ':'LIVER','diametersMm':[1,2,3,4]}       | lesions[0].diametersMm    | has more than three diameters
                    {'id':'a','organ':'LIVER','densityHu':3.5}               | lesions[0].densityHu      | is not a whole number
                    {'id':'a','organ':'LIVER','densityHu':99999999999}       | lesions[0].densityHu      | is out of range
                    {'id':'a','organ':'LIVER','suvMax':'about 3'}            | lesions[0].suvMax         | is neither a number nor a number behind < or >
                    {'id':'a','organ':'LIVER'},{'id':'a','organ':'LIVER'}    | lesions.id                | 'a' stands twice
                    null                                                     | lesions                   | has an empty entry
                    """)
    void saysWhichLesionIsWrong(String lesions, String field, String problem) {
        expect(AssessmentRecorded.class, "'date':'2003','modality':'CT','lesions':[" + lesions + "]", field, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'immunohistochemistry':{'KIT':'yes'}    | immunohistochemistry.KIT | is not one of POSITIVE, NEGATIVE, EQUIVOCAL
                    'immunohistochemistry':{'KIT':null}     | immunohistochemistry.KIT | is missing
                    'immunohistochemistry':[]               | immunohistochemistry     | is not of the right form
                    'mitoses':{'low':3,'high':2,'perMm2':5} | mitoses.high             | must be from 3 to 10000, not 2
                    'sizeMm':1e400                          | sizeMm                   | must be from 0 to 1000 with at most 12 decimals
                    """)
    void saysWhichEntryOfAMapOrRecordIsWrong(String fields, String field, String problem) {
        expect(PathologyReported.class, "'date':'2003','specimen':'BIOPSY'," + fields, field, problem);
    }

    private static void expect(Class<?> type, String fields, String field, String problem) {
        String json = "{" + fields.replace('\'', '"') + "}";
        var thrown = catchThrowableOfType(
                JacksonException.class, () -> StudyJson.MAPPER.treeToValue(StudyJson.MAPPER.readTree(json), type));
        InvalidValue fault = JsonFault.of(thrown);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.getMessage()).startsWith(field + " ").contains(problem);
    }
}
